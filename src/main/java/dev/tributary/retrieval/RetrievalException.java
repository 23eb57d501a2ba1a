package dev.tributary.retrieval;

import java.io.Serial;
import java.time.Duration;
import java.util.List;

/** Why there is no answer. */
public abstract sealed class RetrievalException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  RetrievalException(String message) {
    super(message, null, false, false);
  }

  /** The request names something that this server does not have, or wants what it cannot do. */
  public static final class Unserviceable extends RetrievalException {
    @Serial private static final long serialVersionUID = 1;
    private final transient List<Problem> problems;

    /**
     * One thing that cannot be served.
     *
     * @param pointer JSON pointer into the request, such as {@code #/sources/1}
     * @param detail what is wrong
     * @param rejected the value
     * @param allowed what there is
     */
    public record Problem(String pointer, String detail, String rejected, List<String> allowed) {}

    public Unserviceable(List<Problem> problems) {
      super("the request cannot be served");
      this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
      return problems;
    }
  }

  /** Too many questions are in flight. */
  public static final class Shed extends RetrievalException {
    @Serial private static final long serialVersionUID = 1;

    public Shed(int inFlight) {
      super(inFlight + " questions are in flight, which is all this server takes");
    }

    /** When to try again. */
    public Duration retryAfter() {
      return Duration.ofSeconds(1);
    }
  }

  /** The answer is less whole than the request allows; it is carried along. */
  public static final class Incomplete extends RetrievalException {
    @Serial private static final long serialVersionUID = 1;
    private final transient Retrieval retrieval;

    public Incomplete(String why, Retrieval retrieval) {
      super(why);
      this.retrieval = retrieval;
    }

    public Retrieval retrieval() {
      return retrieval;
    }

    /** When to try again. */
    public Duration retryAfter() {
      return Duration.ofSeconds(1);
    }
  }
}
