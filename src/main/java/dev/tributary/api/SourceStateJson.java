package dev.tributary.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tributary.passage.Filter;
import dev.tributary.retrieval.SourceState;
import dev.tributary.source.Capabilities;
import dev.tributary.source.LoadProgress;
import dev.tributary.source.SourceSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A source as it stands now, as it is written. */
record SourceStateJson(
    String name,
    String kind,
    String target,
    @JsonProperty("default") boolean byDefault,
    @Nullable List<String> tags,
    @Nullable List<String> languages,
    CapabilitiesJson capabilities,
    LimitsJson limits,
    String breaker,
    int inFlight,
    int queued,
    @Nullable Long p50Ms,
    @Nullable Long p95Ms,
    @Nullable LoadingJson loading) {

  static SourceStateJson of(SourceState state) {
    LoadProgress loading = state.loading();
    return new SourceStateJson(
        state.name(),
        state.kind(),
        state.target(),
        state.settings().byDefault(),
        sorted(state.settings().tags()),
        sorted(state.settings().languages()),
        CapabilitiesJson.of(state.capabilities(), state.writable()),
        LimitsJson.of(state.settings()),
        state.breaker(),
        state.inFlight(),
        state.queued(),
        state.p50Millis(),
        state.p95Millis(),
        loading == null ? null : LoadingJson.of(loading));
  }

  private static @Nullable List<String> sorted(Set<String> words) {
    return words.isEmpty() ? null : words.stream().sorted().toList();
  }

  /** What a source can do. */
  record CapabilitiesJson(
      List<String> filters, @Nullable String model, boolean returnsVectors, boolean writable) {
    static CapabilitiesJson of(Capabilities can, boolean writable) {
      List<String> filters =
          Arrays.stream(Filter.Operator.values())
              .filter(can.filterOperators()::contains)
              .map(Filter.Operator::wireName)
              .toList();
      return new CapabilitiesJson(filters, can.model(), can.returnsVectors(), writable);
    }
  }

  /** How a source is treated. */
  record LimitsJson(
      long waitMs,
      int maxLimit,
      int permits,
      int queue,
      double weight,
      int priority,
      boolean optional,
      boolean metered) {
    static LimitsJson of(SourceSettings settings) {
      return new LimitsJson(
          settings.waitTime().toMillis(),
          settings.maxLimit(),
          settings.permits(),
          settings.queue(),
          settings.weight(),
          settings.priority(),
          settings.optional(),
          settings.metered());
    }
  }

  /** How far the filling of a source is. */
  record LoadingJson(
      String state,
      long documents,
      long embedded,
      long removed,
      long skipped,
      @Nullable String error) {
    static LoadingJson of(LoadProgress progress) {
      return new LoadingJson(
          progress.state().name().toLowerCase(Locale.ROOT),
          progress.documents(),
          progress.embedded(),
          progress.removed(),
          progress.skipped(),
          progress.error());
    }
  }
}
