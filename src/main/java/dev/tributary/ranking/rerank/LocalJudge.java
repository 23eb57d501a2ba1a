package dev.tributary.ranking.rerank;

import dev.tributary.embedding.CrossEncoder;
import dev.tributary.embedding.EmbeddingException;
import dev.tributary.guard.Deadline;
import dev.tributary.ranking.Relevance;
import dev.tributary.ranking.RerankException;
import dev.tributary.ranking.RerankException.Reason;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;

/** A cross-encoder of this process. */
final class LocalJudge implements Judge {
  /** Pairs of one question at once; the models' own threads are the true bound. */
  private static final int CONCURRENCY = 4;

  private final CrossEncoder encoder;

  LocalJudge(CrossEncoder encoder) {
    this.encoder = encoder;
  }

  @Override
  public boolean isLocal() {
    return true;
  }

  @Override
  public Uni<List<Relevance>> judge(String question, List<String> texts, Deadline deadline) {
    List<Uni<Relevance>> pairs = new ArrayList<>(texts.size());
    for (String text : texts) {
      pairs.add(encoder.logit(question, text).map(Relevance::ofLogit));
    }
    return Uni.join()
        .all(pairs)
        .usingConcurrencyOf(CONCURRENCY)
        .andFailFast()
        .onFailure(EmbeddingException.class)
        .transform(e -> told((EmbeddingException) e));
  }

  private static RerankException told(EmbeddingException failure) {
    return new RerankException(
        switch (failure.reason()) {
          case TIMEOUT -> Reason.TIMEOUT;
          case OVERLOADED -> Reason.OVERLOADED;
          case UNAVAILABLE -> Reason.UNAVAILABLE;
          case PROTOCOL -> Reason.PROTOCOL;
        },
        String.valueOf(failure.getMessage()),
        null,
        failure);
  }
}
