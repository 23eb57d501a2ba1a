package dev.tributary.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.embedding.EmbeddingException.Reason;
import dev.tributary.guard.FakeTimers;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalEncoderTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final FakeTimers timers = new FakeTimers();
  private final EmbeddingPool pool = new EmbeddingPool(2);
  private final AtomicInteger loads = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void nothing_is_loaded_before_the_first_use_and_then_once_for_all() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    LocalEncoder encoder =
        encoder(
            () -> {
              loads.incrementAndGet();
              gate.await(20, TimeUnit.SECONDS);
              return new FakeModel();
            });
    assertThat(loads).hasValue(0);
    List<UniAssertSubscriber<float[]>> all =
        IntStream.range(0, 100).mapToObj(i -> encode(encoder, "text " + i)).toList();
    gate.countDown();
    all.forEach(a -> a.awaitItem(SOON));
    assertThat(loads).hasValue(1);
  }

  @Test
  void one_who_leaves_while_it_loads_does_not_stop_the_loading() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    LocalEncoder encoder =
        encoder(
            () -> {
              loads.incrementAndGet();
              gate.await(20, TimeUnit.SECONDS);
              return new FakeModel();
            });
    encode(encoder, "gone").cancel();
    UniAssertSubscriber<float[]> stays = encode(encoder, "stays");
    gate.countDown();
    stays.awaitItem(SOON);
    assertThat(loads).hasValue(1);
  }

  @Test
  void failed_loading_is_told_for_some_seconds_and_then_tried_again(@TempDir Path folder)
      throws Exception {
    ModelFiles.Embedded jar = (ModelFiles.Embedded) OnnxSettings.MINILM.files();
    Path network = folder.resolve("mine.onnx");
    Path tokenizer = Files.write(folder.resolve("t.json"), jar.bytes(jar.tokenizer()));
    OnnxSettings settings =
        new OnnxSettings(new ModelFiles.OnDisk(network, tokenizer), Pooling.MEAN, 256);
    LocalEncoder encoder =
        encoder(
            () -> {
              loads.incrementAndGet();
              return OnnxModel.load(settings);
            });
    assertUnavailable(encode(encoder, "a").awaitFailure(SOON), "model-path");
    Files.write(network, jar.bytes(jar.network()));
    assertUnavailable(encode(encoder, "a").awaitFailure(SOON), "model-path");
    assertThat(loads).hasValue(1);
    timers.advance(LoadedOnce.RETRY_AFTER);
    assertThat(encode(encoder, "a").awaitItem(SOON).getItem()).hasSize(384);
    assertThat(loads).hasValue(2);
    pool.close();
    encoder.close();
  }

  @Test
  void missing_native_library_is_unavailable_too() {
    LocalEncoder encoder =
        encoder(
            () -> {
              throw new UnsatisfiedLinkError("no onnxruntime in java.library.path");
            });
    assertUnavailable(encode(encoder, "a").awaitFailure(SOON), "no onnxruntime");
  }

  @Test
  void missing_file_is_told_by_its_key_and_not_by_its_place(@TempDir Path folder) {
    OnnxSettings settings =
        new OnnxSettings(
            new ModelFiles.OnDisk(folder.resolve("m.onnx"), folder.resolve("t.json")),
            Pooling.MEAN,
            8);
    UniAssertSubscriber<float[]> asked =
        encode(encoder(() -> OnnxModel.load(settings)), "a").awaitFailure(SOON);
    assertUnavailable(asked, "model-path names no file that can be read");
    assertThat(asked.getFailure().getMessage()).doesNotContain(folder.toString());
  }

  @Test
  void text_that_the_model_fails_on_fails_alone() {
    LocalEncoder encoder = encoder(FakeModel::new);
    assertUnavailable(encode(encoder, "fail").awaitFailure(SOON), "cannot");
    encode(encoder, "fine").awaitItem(SOON);
  }

  @Test
  void hundred_texts_at_once_get_the_vectors_they_get_alone() {
    LocalEncoder encoder = encoder(() -> OnnxModel.load(OnnxSettings.MINILM));
    List<float[]> alone =
        IntStream.range(0, 100)
            .mapToObj(i -> encode(encoder, "river number " + i).awaitItem(SOON).getItem())
            .toList();
    List<UniAssertSubscriber<float[]>> together =
        IntStream.range(0, 100).mapToObj(i -> encode(encoder, "river number " + i)).toList();
    for (int i = 0; i < 100; i++) {
      assertThat(together.get(i).awaitItem(SOON).getItem()).isEqualTo(alone.get(i));
    }
    pool.close();
    encoder.close();
  }

  @Test
  void closing_frees_the_model() {
    LocalEncoder encoder = encoder(FakeModel::new);
    encode(encoder, "a").awaitItem(SOON);
    pool.close();
    encoder.close();
    assertThat(closed).isTrue();
  }

  private LocalEncoder encoder(Callable<TextModel> loader) {
    return new LocalEncoder("mine", loader, pool, timers);
  }

  private static UniAssertSubscriber<float[]> encode(LocalEncoder encoder, String text) {
    return encoder
        .encode(text, Lane.QUESTION)
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private static void assertUnavailable(UniAssertSubscriber<float[]> asked, String told) {
    assertThat(asked.getFailure())
        .hasMessageContaining("\"mine\"")
        .hasMessageContaining(told)
        .isInstanceOfSatisfying(
            EmbeddingException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
  }

  private final class FakeModel implements TextModel {
    @Override
    public float[] embed(String text) {
      if (text.equals("fail")) {
        throw new IllegalStateException("cannot");
      }
      return new float[] {1, 0};
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }
}
