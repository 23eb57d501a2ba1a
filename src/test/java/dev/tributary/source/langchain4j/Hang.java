package dev.tributary.source.langchain4j;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Blocking calls that end only when they are interrupted. */
final class Hang {
  private final AtomicInteger open = new AtomicInteger();

  int open() {
    return open.get();
  }

  RuntimeException untilInterrupted() {
    open.incrementAndGet();
    try {
      new CountDownLatch(1).await();
      throw new AssertionError("nobody counts down");
    } catch (InterruptedException e) {
      return new IllegalStateException(e);
    } finally {
      open.decrementAndGet();
    }
  }
}
