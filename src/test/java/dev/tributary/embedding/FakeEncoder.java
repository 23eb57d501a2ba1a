package dev.tributary.embedding;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers when the test says so. */
final class FakeEncoder implements Encoder {
  final List<String> texts = Collections.synchronizedList(new ArrayList<>());
  final List<Lane> lanes = Collections.synchronizedList(new ArrayList<>());
  final AtomicInteger cancelled = new AtomicInteger();
  private final Queue<UniEmitter<? super float[]>> waiting = new ArrayDeque<>();

  @Override
  public boolean isLocal() {
    return true;
  }

  @Override
  public synchronized Uni<float[]> encode(String text, Lane lane) {
    return Uni.createFrom()
        .<float[]>emitter(
            emitter -> {
              texts.add(text);
              lanes.add(lane);
              synchronized (this) {
                waiting.add(emitter);
              }
            })
        .onCancellation()
        .invoke(cancelled::incrementAndGet);
  }

  /** Answers the oldest text. */
  synchronized void answer(float... vector) {
    waiting.remove().complete(vector);
  }

  /** Fails the oldest text. */
  synchronized void fail(EmbeddingException failure) {
    waiting.remove().fail(failure);
  }

  @Override
  public void close() {}
}
