package dev.tributary.source.lucene;

import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import io.quarkus.runtime.ImageMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.store.NIOFSDirectory;
import org.apache.lucene.util.IOUtils;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The place of an index: opened at its first use, and opened anew after it failed, so that a folder
 * that was mended is used again without a restart.
 */
final class LuceneIndex {
  private static final Logger LOG = Logger.getLogger(LuceneIndex.class);

  private final String key;
  private final @Nullable Path path;
  private final Directory memory = new ByteBuffersDirectory();
  private @Nullable OpenIndex open;
  // What the log has already of this trouble: each question would say it again.
  private volatile @Nullable String told;

  /**
   * @param key where its folder stands in the configuration, for messages
   * @param path its folder; null when it lives in memory
   */
  LuceneIndex(String key, @Nullable Path path) {
    this.key = key;
    this.path = path;
  }

  /** The open index; blocks while it is being opened. */
  synchronized OpenIndex get() throws IOException {
    if (open != null && !open.isUsable()) {
      close();
    }
    if (open == null) {
      open = path == null ? OpenIndex.in(memory) : onDisk(path);
      told = null;
    }
    return open;
  }

  synchronized boolean isOpen() {
    return open != null;
  }

  synchronized void close() {
    IOUtils.closeWhileHandlingException(open);
    open = null;
  }

  /** What is done with the index while it is open. */
  @FunctionalInterface
  interface Work<T> {
    T on(OpenIndex open) throws IOException;
  }

  /**
   * Does something with the open index. After a failure of the disk that index is closed, and no
   * other: one that was opened anew meanwhile is not to blame for a late failure of the old one.
   */
  <T> T use(Work<T> work) throws IOException {
    OpenIndex used = get();
    try {
      return work.on(used);
    } catch (IOException | AlreadyClosedException e) {
      giveUp(used);
      throw e;
    } catch (UncheckedIOException e) {
      giveUp(used);
      throw e.getCause();
    }
  }

  private synchronized void giveUp(OpenIndex broken) {
    if (open == broken) {
      close();
    }
  }

  /** What a failure of the index means to who asks: without its folder, which the log has. */
  SourceException failure(Throwable failure) {
    return switch (failure) {
      case SourceException known -> known;
      case LockObtainFailedException e ->
          unavailable("is in use by another process or another source", e);
      case CorruptIndexException e -> damaged(e);
      case IndexFormatTooOldException e -> damaged(e);
      case IndexFormatTooNewException e -> damaged(e);
      case IndexNotFoundException e -> damaged(e);
      case IOException e -> broken(e);
      case AlreadyClosedException e -> broken(e);
      default -> SourceException.of(failure);
    };
  }

  private SourceException damaged(Exception e) {
    return unavailable("is damaged or of another version; remove the folder to build it anew", e);
  }

  private SourceException broken(Exception e) {
    return unavailable("cannot be read or written", e);
  }

  private SourceException unavailable(String what, Exception e) {
    if (!what.equals(told)) {
      told = what;
      LOG.warnf("%s: the index in %s %s: %s", key, path == null ? "memory" : path, what, e);
    }
    return new SourceException(
        ErrorKind.UNAVAILABLE,
        "the index of %s %s (%s)".formatted(key, what, e.getClass().getSimpleName()),
        e);
  }

  private static OpenIndex onDisk(Path path) throws IOException {
    Files.createDirectories(path);
    // A native image maps no files: it would need arenas that threads share, at the price of speed
    // elsewhere.
    return OpenIndex.in(
        ImageMode.current() == ImageMode.NATIVE_RUN
            ? new NIOFSDirectory(path)
            : new MMapDirectory(path));
  }
}
