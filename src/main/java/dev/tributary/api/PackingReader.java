package dev.tributary.api;

import static dev.tributary.retrieval.RetrievalRequest.MAX_TOP_K;

import dev.tributary.ranking.FusionMethod;
import dev.tributary.ranking.Packing;
import java.util.List;

/** Reads what a request says about repetition and about the room that its reader has. */
final class PackingReader {
  private static final String MERGE = "merge";
  private static final List<String> NEAR_DUPLICATES = List.of(MERGE, "keep");

  private PackingReader() {}

  static Packing read(Fields fields, FusionMethod fusion) {
    String nearDuplicates = fields.word("near_duplicates", NEAR_DUPLICATES);
    Double diversity = fields.number("diversity", 0, 1);
    return new Packing(
        nearDuplicates == null
            ? Packing.usual(fusion).mergesNearDuplicates()
            : nearDuplicates.equals(MERGE),
        diversity == null ? 0 : diversity,
        fields.integer("max_per_source", 1, MAX_TOP_K),
        fields.integer("max_tokens", 1, Packing.MAX_TOKENS),
        fields.flag("join_chunks"));
  }
}
