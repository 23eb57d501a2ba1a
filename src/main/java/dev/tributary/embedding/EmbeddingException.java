package dev.tributary.embedding;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The one failure of an embedder. The message goes into the answer's step: it holds no secret. */
public class EmbeddingException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final Reason reason;

  /** Why. */
  public enum Reason {
    /** No time left. */
    TIMEOUT,
    /** Too many texts are waiting. */
    OVERLOADED,
    /** The model or its server cannot be used now. */
    UNAVAILABLE,
    /** The server answered nonsense, or vectors of another dimension. */
    PROTOCOL
  }

  public EmbeddingException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
