package dev.tributary.ranking;

import dev.tributary.embedding.TokenCounter;
import dev.tributary.ranking.NeighbouringChunks.Joined;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;

/**
 * Packs one ranked list: chooses ({@link Diversity}), fits into the tokens, joins ({@link
 * NeighbouringChunks}), and tells what was left out ({@link Omissions}). A pure function of list
 * and packing.
 *
 * <p>Into the tokens goes, best first, each passage that fits as a whole: one that does not is left
 * out, and a shorter one behind it may still fit. Counted is title and text. Joining comes last,
 * and brings nothing in.
 */
final class Packs {
  private final List<RankedPassage> ranked;
  private final int topK;
  private final Packing packing;
  private final ToIntFunction<String> counter;
  private final String tokenizer;
  private final BooleanSupplier unwanted;
  private final Map<Integer, Integer> tokens = new HashMap<>();

  /**
   * @param ranked best first, as deep as {@link Packing#depth}
   * @param counter how many tokens a text has
   * @param tokenizer its name
   * @param unwanted whether nobody waits for it any more
   */
  Packs(
      List<RankedPassage> ranked,
      int topK,
      Packing packing,
      ToIntFunction<String> counter,
      String tokenizer,
      BooleanSupplier unwanted) {
    this.ranked = ranked;
    this.topK = topK;
    this.packing = packing;
    this.counter = counter;
    this.tokenizer = tokenizer;
    this.unwanted = unwanted;
  }

  /** Counts by characters. */
  static Packs byCharacters(
      List<RankedPassage> ranked, int topK, Packing packing, BooleanSupplier unwanted) {
    return new Packs(
        ranked, topK, packing, TokenCounter::byCharacters, Packed.CHARACTERS, unwanted);
  }

  /**
   * @throws CancellationException when nobody waits any more
   */
  static void requireWanted(BooleanSupplier unwanted) {
    if (unwanted.getAsBoolean()) {
      throw new CancellationException("nobody waits for the packing");
    }
  }

  /** The answer's passages, best first, and what was left out. */
  record Result(List<RankedPassage> passages, Packed packed) {}

  Result pack() {
    List<Integer> chosen =
        Diversity.choose(ranked, topK, packing.diversity(), packing.maxPerSource(), unwanted);
    Integer room = packing.maxTokens();
    List<Integer> kept = room == null ? chosen : fitting(chosen, room);
    List<Joined> shown = shown(kept);
    Omissions omissions = new Omissions(ranked, topK, packing, chosen, kept, shown);
    List<RankedPassage> passages = shown.stream().map(Joined::passage).toList();
    Packed packed =
        new Packed(
            omissions.listed(),
            omissions.count(),
            room == null ? null : tokens(shown, kept),
            room == null ? null : tokenizer);
    return new Result(passages, packed);
  }

  private List<Integer> fitting(List<Integer> chosen, int room) {
    List<Integer> fitting = new ArrayList<>(chosen.size());
    int left = room;
    for (int place : chosen) {
      requireWanted(unwanted);
      // Not even a token is left: no need to count.
      int needed = left == 0 ? 1 : tokens(ranked.get(place));
      if (needed <= left) {
        fitting.add(place);
        tokens.put(place, needed);
        left -= needed;
      }
    }
    return fitting;
  }

  private List<Joined> shown(List<Integer> kept) {
    List<RankedPassage> passages = kept.stream().map(ranked::get).toList();
    List<Joined> each = NeighbouringChunks.unjoined(passages);
    if (!packing.joinsChunks()) {
      return each;
    }
    List<Joined> joined = NeighbouringChunks.joined(passages);
    Integer room = packing.maxTokens();
    // Joining mostly shortens; but the line break between two chunks may be a token too many.
    return room != null && tokens(joined, kept) > room ? each : joined;
  }

  private int tokens(List<Joined> shown, List<Integer> kept) {
    int sum = 0;
    for (Joined one : shown) {
      Integer known = tokens.get(kept.get(one.places().getFirst()));
      sum += one.places().size() > 1 || known == null ? tokens(one.passage()) : known;
    }
    return sum;
  }

  private int tokens(RankedPassage passage) {
    return counter.applyAsInt(PassageText.withTitle(passage.passage()));
  }
}
