package dev.tributary.source;

import dev.tributary.embedding.ConfiguredEmbedders;
import dev.tributary.embedding.Embedder;
import dev.tributary.embedding.EmbeddingConfig;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.SystemTimers;
import dev.tributary.passage.Vector;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Texts and questions through the embedded model; kept below {@code target}, for the next store.
 */
final class EmbeddedTexts {
  private EmbeddedTexts() {}

  /** The vectors of the texts, then those of the questions. */
  static synchronized List<Vector> vectors(List<String> texts, List<String> questions)
      throws IOException {
    UUID print = UUID.nameUUIDFromBytes((texts + "?" + questions).getBytes(StandardCharsets.UTF_8));
    Path file = Path.of("target", "recall", print + "." + StoreRecall.MODEL);
    if (!Files.exists(file)) {
      write(embed(texts, questions), file);
    }
    return read(file, texts.size() + questions.size());
  }

  private static List<Vector> embed(List<String> texts, List<String> questions) {
    EmbeddingConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(EmbeddingConfig.class)
            .withDefaultValue("tributary.embedding.\"" + StoreRecall.MODEL + "\".wait", "60s")
            .build()
            .getConfigMapping(EmbeddingConfig.class);
    ConfiguredEmbedders embedders =
        new ConfiguredEmbedders(
            config,
            (endpoint, _) -> {
              throw new IllegalStateException("no call to " + endpoint + " here");
            },
            new SystemTimers(),
            new SimpleMeterRegistry());
    Embedder embedder = embedders.find(StoreRecall.MODEL).orElseThrow();
    Deadline deadline = Deadline.after(Embedder.INGESTION_TIME);
    List<Vector> vectors = new ArrayList<>();
    vectors.addAll(all(texts, text -> embedder.embedPassage(text, deadline)));
    vectors.addAll(all(questions, text -> embedder.embedQuestion(text, deadline)));
    return vectors;
  }

  private static List<Vector> all(List<String> texts, Function<String, Uni<Vector>> embedding) {
    return Multi.createFrom()
        .iterable(texts)
        .onItem()
        .transformToUniAndConcatenate(embedding::apply)
        .collect()
        .asList()
        .await()
        .atMost(Embedder.INGESTION_TIME);
  }

  private static void write(List<Vector> vectors, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Path whole = Files.createTempFile(file.getParent(), "vectors", "");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(whole)))) {
      out.writeInt(vectors.getFirst().values().length);
      for (Vector vector : vectors) {
        for (float value : vector.values()) {
          out.writeFloat(value);
        }
      }
    }
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<Vector> read(Path file, int count) throws IOException {
    List<Vector> vectors = new ArrayList<>(count);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      int dimensions = in.readInt();
      for (int i = 0; i < count; i++) {
        float[] values = new float[dimensions];
        for (int j = 0; j < dimensions; j++) {
          values[j] = in.readFloat();
        }
        vectors.add(new Vector(StoreRecall.MODEL, values));
      }
    }
    return vectors;
  }
}
