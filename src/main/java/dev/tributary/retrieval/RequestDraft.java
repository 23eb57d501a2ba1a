package dev.tributary.retrieval;

import dev.tributary.conversation.Turn;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Question;
import dev.tributary.ranking.FusionMethod;
import dev.tributary.ranking.Packing;
import dev.tributary.retrieval.RetrievalRequest.RerankChoice;
import dev.tributary.retrieval.RetrievalRequest.SourceChoice;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request that is being changed into another one: the one place that copies all its fields. */
final class RequestDraft {
  Question question;
  int topK;
  List<SourceChoice> sources;
  Set<String> exclude;
  @Nullable Filter filter;
  @Nullable Duration deadline;
  int minSources;
  boolean failOnPartial;
  FusionMethod fusion;
  int k;
  Packing packing;
  @Nullable RerankChoice rerank;
  List<Turn> history;
  List<Question> otherWords;
  @Nullable Route route;
  int hops;

  RequestDraft(RetrievalRequest request) {
    question = request.question();
    topK = request.topK();
    sources = request.sources();
    exclude = request.exclude();
    filter = request.filter();
    deadline = request.deadline();
    minSources = request.minSources();
    failOnPartial = request.failOnPartial();
    fusion = request.fusion();
    k = request.k();
    packing = request.packing();
    rerank = request.rerank();
    history = request.history();
    otherWords = request.otherWords();
    route = request.route();
    hops = request.hops();
  }

  RetrievalRequest request() {
    return new RetrievalRequest(
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
        packing,
        rerank,
        history,
        otherWords,
        route,
        hops);
  }
}
