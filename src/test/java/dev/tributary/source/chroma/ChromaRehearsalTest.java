package dev.tributary.source.chroma;

import dev.tributary.source.Rehearsal;
import dev.tributary.source.StoreRehearsalContract;
import java.util.Map;

class ChromaRehearsalTest extends StoreRehearsalContract {
  @Override
  protected Rehearsal rehearsal(Map<String, String> keys) {
    return new ChromaRehearsal(
        Rehearsal.config(ChromaConfig.class, ChromaConfig.PREFIX, keys), callers.next());
  }
}
