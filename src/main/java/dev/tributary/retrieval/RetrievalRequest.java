package dev.tributary.retrieval;

import dev.tributary.conversation.Turn;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Question;
import dev.tributary.passage.ReciprocalRank;
import dev.tributary.ranking.FusionMethod;
import dev.tributary.ranking.Packing;
import dev.tributary.ranking.Rerankers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for; its bounds are checked, its names are not resolved yet.
 *
 * @param question what is asked
 * @param topK how many passages, 1 to {@value #MAX_TOP_K}
 * @param sources those to ask, in order, each once; empty means all that are enabled by default
 * @param exclude names to leave out
 * @param filter on the passages' metadata, or null
 * @param deadline for the whole answer, {@value #MIN_DEADLINE_MS} ms to {@value #MAX_DEADLINE_MS}
 *     ms; null for the chosen sources' longest wait and the ranking's reserve
 * @param minSources how many sources must answer, 0 and up
 * @param failOnPartial whether an incomplete answer is a failure
 * @param fusion how lists become one
 * @param k the constant of {@code rrf}, 1 to 1000
 * @param packing how the ranked list is freed of repetition and fitted to its reader
 * @param rerank who judges the best passages; null for the server's own setting
 * @param history what was said before, oldest first; empty when the question stands alone
 * @param otherWords the same question in other wordings, asked of all sources that are not metered
 * @param route which of the chosen sources are asked; null for all
 * @param hops how many other servers of this kind the question came through, 0 from a client
 */
public record RetrievalRequest(
    Question question,
    int topK,
    List<SourceChoice> sources,
    Set<String> exclude,
    @Nullable Filter filter,
    @Nullable Duration deadline,
    int minSources,
    boolean failOnPartial,
    FusionMethod fusion,
    int k,
    Packing packing,
    @Nullable RerankChoice rerank,
    List<Turn> history,
    List<Question> otherWords,
    @Nullable Route route,
    int hops) {
  public static final int DEFAULT_TOP_K = 10;
  public static final int MAX_TOP_K = 1_000;
  public static final int MIN_DEADLINE_MS = 10;
  public static final int MAX_DEADLINE_MS = 60_000;
  public static final int MAX_OTHER_WORDS = 4;

  /**
   * One source that the client chose.
   *
   * @param limit how many passages to ask it for, 1 to 1000; null for the default
   * @param waitTime how long to wait for it; null for its own setting
   * @param weight of its passages, 0 to 100; null for its own setting
   * @param required whether there is no answer without it
   */
  public record SourceChoice(
      String name,
      @Nullable Integer limit,
      @Nullable Duration waitTime,
      @Nullable Double weight,
      boolean required) {
    /** A source as it is configured. */
    public static SourceChoice of(String name) {
      return new SourceChoice(name, null, null, null, false);
    }
  }

  /**
   * Who judges the best passages.
   *
   * @param model the reranker's name, {@code none} for none; null for the server's default
   * @param topN how many passages it judges, 1 to 1000; null for the reranker's own setting
   * @param threshold the least score of a passage that is returned, 0 to 1; null for all
   */
  public record RerankChoice(
      @Nullable String model, @Nullable Integer topN, @Nullable Double threshold) {
    /** Nobody judges, whatever the default. */
    public static final RerankChoice NOBODY = new RerankChoice(Rerankers.NONE, null, null);
  }

  /** A question that came from a client. */
  public RetrievalRequest(
      Question question,
      int topK,
      List<SourceChoice> sources,
      Set<String> exclude,
      @Nullable Filter filter,
      @Nullable Duration deadline,
      int minSources,
      boolean failOnPartial,
      FusionMethod fusion,
      int k) {
    this(
        question,
        topK,
        sources,
        exclude,
        filter,
        deadline,
        minSources,
        failOnPartial,
        fusion,
        k,
        Packing.usual(fusion),
        null,
        List.of(),
        List.of(),
        null,
        0);
  }

  /** The same question, its best passages judged by a reranker. */
  public RetrievalRequest rerankedBy(@Nullable RerankChoice choice) {
    return with(draft -> draft.rerank = choice);
  }

  /** The same question, which leans on what was said before. */
  public RetrievalRequest inConversation(List<Turn> before) {
    return with(draft -> draft.history = before);
  }

  /** The same question, asked in other wordings too. */
  public RetrievalRequest inOtherWords(List<Question> wordings) {
    return with(draft -> draft.otherWords = wordings);
  }

  /** The same question, its answer packed otherwise. */
  public RetrievalRequest packed(Packing otherwise) {
    return with(draft -> draft.packing = otherwise);
  }

  /** The same question, asked of those sources alone that a route leaves. */
  public RetrievalRequest routed(Route by) {
    return with(draft -> draft.route = by);
  }

  /** The same question, passed on by another server with less time than it had. */
  public RetrievalRequest passedOn(@Nullable Duration within, int throughServers) {
    return with(
        draft -> {
          draft.deadline = within;
          draft.hops = throughServers;
        });
  }

  /** The question as it stands alone, after some of the time was spent on that. */
  RetrievalRequest standingAlone(Question alone, Duration spent) {
    return with(
        draft -> {
          draft.question = alone;
          draft.deadline = deadline == null ? null : deadline.minus(spent);
          draft.history = List.of();
        });
  }

  /** Another question, asked in the same way; however few sources answer, it has an answer. */
  public RetrievalRequest asking(Question other) {
    return with(
        draft -> {
          draft.question = other;
          draft.minSources = 0;
          draft.failOnPartial = false;
          draft.history = List.of();
          draft.otherWords = List.of();
        });
  }

  /**
   * The same question, with all passages that can be asked for in its answer; one that packs as it
   * is, since what it packs depends on how many are wanted.
   */
  public RetrievalRequest forAll() {
    return packing.isPlain() ? with(draft -> draft.topK = MAX_TOP_K) : this;
  }

  /** The same question to all of its sources but one. */
  public RetrievalRequest without(String source) {
    Set<String> excluded = new HashSet<>(exclude);
    excluded.add(source);
    return with(draft -> draft.exclude = excluded);
  }

  /** The same question, its lists made one in another way, and packed as is usual for that way. */
  public RetrievalRequest fusedBy(FusionMethod method, int constant) {
    boolean packedAsUsual = packing.equals(Packing.usual(fusion));
    return with(
        draft -> {
          draft.fusion = method;
          draft.k = constant;
          draft.packing = packedAsUsual ? Packing.usual(method) : packing;
        });
  }

  private RetrievalRequest with(Consumer<RequestDraft> change) {
    RequestDraft draft = new RequestDraft(this);
    change.accept(draft);
    return draft.request();
  }

  public RetrievalRequest {
    sources = List.copyOf(sources);
    exclude = Set.copyOf(exclude);
    history = List.copyOf(history);
    otherWords = List.copyOf(otherWords);
    if (topK < 1 || topK > MAX_TOP_K) {
      throw new IllegalArgumentException("topK is 1 to " + MAX_TOP_K + ", not " + topK);
    }
  }

  /** How many sources may be asked, by their profiles; null for all that are left. */
  @Nullable Integer mostSources() {
    return route == null ? null : route.maxSources();
  }

  /** A question asked of all default sources with default settings. */
  public static RetrievalRequest of(Question question) {
    return new RetrievalRequest(
        question,
        DEFAULT_TOP_K,
        List.of(),
        Set.of(),
        null,
        null,
        1,
        false,
        FusionMethod.POOLED,
        ReciprocalRank.DEFAULT_K);
  }
}
