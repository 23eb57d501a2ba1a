package dev.tributary.retrieval;

import dev.tributary.embedding.Embedder;
import dev.tributary.retrieval.RetrievalRequest.SourceChoice;
import dev.tributary.source.Source;
import java.time.Duration;
import java.util.List;

/** Asks real sources one question in one request: for tests of other rooms. */
public final class OneRequest extends RetrieverFixture {
  private static final Duration LONG = Duration.ofSeconds(30);

  private OneRequest() {}

  /** The answer, its passages one list behind the other. */
  public static Retrieval of(List<Embedder> models, Source... sources) {
    OneRequest stand = new OneRequest();
    models.forEach(model -> stand.models.put(model.model(), model));
    return ask(stand.retriever(sources), request(new SourceChoice[0])).awaitItem(LONG).getItem();
  }
}
