package dev.tributary.fanout;

import dev.tributary.source.SearchRequest;
import java.time.Duration;
import java.util.List;

/**
 * One source to be asked in a fan-out.
 *
 * @param source behind its guard
 * @param request what it is asked
 * @param waitTime how long the answer waits for it; the request's deadline cuts it too
 * @param mandatory whether the answer waits for it and is incomplete without it
 * @param otherWords the same request in other wordings, asked beside it
 */
public record SourceCall(
    GuardedSource source,
    SearchRequest request,
    Duration waitTime,
    boolean mandatory,
    List<SearchRequest> otherWords) {
  /** One that is asked in one wording. */
  public SourceCall(
      GuardedSource source, SearchRequest request, Duration waitTime, boolean mandatory) {
    this(source, request, waitTime, mandatory, List.of());
  }

  SourceCall asking(SearchRequest wording) {
    return new SourceCall(source, wording, waitTime, mandatory);
  }

  SourceCall asMandatory() {
    return new SourceCall(source, request, waitTime, true, otherWords);
  }
}
