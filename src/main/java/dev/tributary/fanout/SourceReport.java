package dev.tributary.fanout;

/**
 * What asking one source came to.
 *
 * @param source its name
 * @param kind its kind
 * @param outcome how it ended
 * @param elapsedMillis from the start of the fan-out to the end
 * @param queuedMillis of that, waiting for a permit
 * @param attempts that were sent, 0 when it was not asked
 * @param mandatory whether completeness depends on it
 */
public record SourceReport(
    String source,
    String kind,
    SourceOutcome outcome,
    long elapsedMillis,
    long queuedMillis,
    int attempts,
    boolean mandatory) {}
