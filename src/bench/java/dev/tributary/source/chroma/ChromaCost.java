package dev.tributary.source.chroma;

import dev.tributary.bench.Canned;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.source.Rehearsal;
import java.util.Map;

/** The fake of the kind's store, for its costs. */
public final class ChromaCost {
  private ChromaCost() {}

  public static Rehearsal fake(HttpCallers callers, boolean vectors) {
    ChromaConfig none = Rehearsal.config(ChromaConfig.class, ChromaConfig.PREFIX, Map.of());
    return new ChromaRehearsal(none, callers) {
      @Override
      protected Map<String, String> answers() {
        return Canned.of(super.answers(), vectors);
      }
    };
  }
}
