package dev.tributary.retrieval;

import dev.tributary.source.Capabilities;
import dev.tributary.source.LoadProgress;
import dev.tributary.source.SourceSettings;
import org.jspecify.annotations.Nullable;

/**
 * A source as it stands now.
 *
 * @param breaker {@code closed}, {@code open} or {@code half_open}
 * @param inFlight calls that run against its endpoint
 * @param queued calls that wait for a permit
 * @param p50Millis of its recent answers; null before the first
 * @param p95Millis of its recent answers; null before the first
 * @param loading how far its filling from {@code load=} is; null when it is not filled that way
 */
public record SourceState(
    String name,
    String kind,
    String target,
    Capabilities capabilities,
    boolean writable,
    SourceSettings settings,
    String breaker,
    int inFlight,
    int queued,
    @Nullable Long p50Millis,
    @Nullable Long p95Millis,
    @Nullable LoadProgress loading) {}
