package dev.tributary.source.weaviate;

import dev.tributary.bench.Canned;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.source.Rehearsal;
import java.util.Map;

/** The fake of the kind's store, for its costs. */
public final class WeaviateCost {
  private WeaviateCost() {}

  public static Rehearsal fake(HttpCallers callers, boolean vectors) {
    WeaviateConfig none = Rehearsal.config(WeaviateConfig.class, WeaviateConfig.PREFIX, Map.of());
    return new WeaviateRehearsal(none, callers) {
      @Override
      protected Map<String, String> answers() {
        return Canned.of(super.answers(), vectors);
      }
    };
  }
}
