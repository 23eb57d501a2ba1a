package dev.tributary.api;

import java.util.List;
import java.util.StringJoiner;

/** A failure in words, for clients that read sentences rather than problem details. */
public final class ProblemText {
  private ProblemText() {}

  /** What went wrong, a line each: the field, the value and what is allowed, or why none came. */
  public static String of(Throwable failure) {
    Problem problem = Problems.of(failure);
    StringJoiner lines = new StringJoiner("\n");
    List<FieldError> errors = problem.errors();
    if (errors != null) {
      errors.forEach(error -> lines.add(line(error)));
      return lines.toString();
    }
    String again = problem.retryAfterSeconds();
    lines.add(problem.detail() + (again == null ? "" : "; try again in " + again + " s"));
    List<SourceReportJson> sources = problem.sources();
    if (sources != null) {
      for (SourceReportJson source : sources) {
        String why = source.error() == null ? "" : ", " + source.error().message();
        lines.add(source.name() + ": " + source.status() + why);
      }
    }
    return lines.toString();
  }

  private static String line(FieldError error) {
    String value = error.rejected() == null ? "" : "; it was \"" + error.rejected() + "\"";
    String allowed =
        error.allowed() == null ? "" : "; allowed: " + String.join(", ", error.allowed());
    return error.pointer() + ": " + error.detail() + value + allowed;
  }
}
