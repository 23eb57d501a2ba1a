package dev.tributary.evaluation;

import dev.tributary.ranking.FusionMethod;
import dev.tributary.ranking.Packing;
import dev.tributary.retrieval.RetrievalRequest;
import dev.tributary.retrieval.RetrievalRequest.RerankChoice;

/**
 * A way to rank what the sources answered.
 *
 * @param name in the report
 * @param request that ranks so: its fusion, the weights of its sources and those it leaves out
 *     count; its question is replaced, and what it would ask of a source was asked already. A
 *     reranker judges only when the request names one: there are many rankings to judge
 */
public record Configuration(String name, RetrievalRequest request) {
  public Configuration {
    request = request.rerank() == null ? request.rerankedBy(RerankChoice.NOBODY) : request;
  }

  /** Ranks as a request says, under the name of its method. */
  static Configuration of(RetrievalRequest request) {
    return new Configuration(request.fusion().wireName(), request);
  }

  Configuration fusedBy(FusionMethod method) {
    return of(request.fusedBy(method, request.k()));
  }

  /** Ranks so, and leaves nothing out that was ranked. */
  Configuration unpacked() {
    Packing plain = new Packing(request.packing().mergesNearDuplicates(), 0, null, null, false);
    return new Configuration(name, request.packed(plain));
  }

  Configuration leavingOut(String source) {
    return new Configuration(source, request.without(source));
  }
}
