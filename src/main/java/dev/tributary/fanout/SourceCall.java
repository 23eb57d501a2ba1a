package dev.tributary.fanout;

import dev.tributary.source.SearchRequest;
import java.time.Duration;

/**
 * One source to be asked in a fan-out.
 *
 * @param source behind its guard
 * @param request what it is asked
 * @param waitTime how long the answer waits for it; the request's deadline cuts it too
 * @param mandatory whether the answer waits for it and is incomplete without it
 */
public record SourceCall(
    GuardedSource source, SearchRequest request, Duration waitTime, boolean mandatory) {
  SourceCall asMandatory() {
    return new SourceCall(source, request, waitTime, true);
  }
}
