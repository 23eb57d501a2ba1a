package dev.tributary.source;

import io.smallrye.mutiny.Uni;

/**
 * One named place that can be asked: a collection, an index, an API.
 *
 * <p>The laws, each held by {@code SourceContract}:
 *
 * <ol>
 *   <li>Lazy: no I/O before subscription and none when the server starts. A source that is down
 *       never stops the server from starting.
 *   <li>Subscribing never blocks the caller's thread. Blocking work hops to a bounded pool of its
 *       own.
 *   <li>Cancelling the Uni stops the upstream work: the request is aborted, the call cancelled, the
 *       statement ended.
 *   <li>Every failure is a {@link SourceException}. Its {@link ErrorKind} alone decides retry,
 *       breaker, metric and report.
 *   <li>Answers are bounded: at most {@code limit} passages, texts of at most {@link
 *       dev.tributary.passage.Passage#MAX_TEXT} characters, bodies of a capped size. A malformed
 *       hit is dropped and counted; it never fails the answer.
 *   <li>A filter that the source cannot push down is refused with {@link ErrorKind#UNSUPPORTED},
 *       never ignored.
 *   <li>{@code toString} names kind, name and target, never a secret.
 * </ol>
 *
 * <p>A source holds protocol code only. Timeouts, retries, limits, metrics and logs are decorators
 * around it.
 */
public interface Source {
  /** Unique over all kinds, see {@link SourceName}. */
  String name();

  /** The kind that made it, such as {@code lucene}. */
  String kind();

  /** What it can do. */
  Capabilities capabilities();

  /** How it is to be treated. */
  SourceSettings settings();

  /** Endpoint and credential: what limiter and breaker are shared by. Holds no readable secret. */
  String endpointKey();

  /** Asks it. May be subscribed several times; each time is an attempt of its own. */
  Uni<Found> search(SearchRequest request);

  /** Tries whether it is reachable and shaped as configured: this source only, and cheaply. */
  Uni<Void> check();
}
