package dev.tributary.api;

import dev.tributary.ranking.Packed;
import dev.tributary.ranking.Packed.Omitted;
import dev.tributary.ranking.Packed.Reason;
import dev.tributary.ranking.Ranked;
import dev.tributary.ranking.RankedPassage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A passage that is not in the answer, though its rank would have brought it there. */
record OmittedJson(String id, String reason, @Nullable String of) {

  /** All that were left out, at most so many listed; null when there are none. */
  record ListJson(List<OmittedJson> listed, int count) {
    static @Nullable ListJson of(Ranked ranked) {
      Packed packed = ranked.packed();
      List<Omitted> omitted = packed == null ? nearDuplicates(ranked) : packed.omitted();
      if (omitted.isEmpty()) {
        return null;
      }
      List<OmittedJson> listed = new ArrayList<>();
      for (Omitted one : omitted.subList(0, Math.min(Packed.MOST_LISTED, omitted.size()))) {
        listed.add(OmittedJson.of(one));
      }
      return new ListJson(listed, packed == null ? omitted.size() : packed.omittedCount());
    }
  }

  private static OmittedJson of(Omitted one) {
    String of = one.of();
    return new OmittedJson(
        WellFormed.of(one.id()), one.reason().wireName(), of == null ? null : WellFormed.of(of));
  }

  private static List<Omitted> nearDuplicates(Ranked ranked) {
    List<Omitted> merged = List.of();
    for (RankedPassage passage : ranked.passages()) {
      for (String id : passage.nearDuplicates()) {
        merged = merged.isEmpty() ? new ArrayList<>() : merged;
        merged.add(new Omitted(id, Reason.DUPLICATE, passage.passage().id()));
      }
    }
    return merged;
  }
}
