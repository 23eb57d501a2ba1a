package dev.tributary.source.milvus;

import dev.tributary.bench.Canned;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.source.Rehearsal;
import java.util.Map;

/** The fake of the kind's store, for its costs. */
public final class MilvusCost {
  private MilvusCost() {}

  public static Rehearsal fake(HttpCallers callers, boolean vectors) {
    MilvusConfig none = Rehearsal.config(MilvusConfig.class, MilvusConfig.PREFIX, Map.of());
    return new MilvusRehearsal(none, callers) {
      @Override
      protected Map<String, String> answers() {
        return Canned.of(super.answers(), vectors);
      }
    };
  }
}
