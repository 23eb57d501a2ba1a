package dev.tributary.source.langchain4j;

import dev.tributary.source.Capabilities;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import io.smallrye.mutiny.Uni;

/** What a bean is asked by: text or vector. */
interface Asked {
  /** The class of the bean, for messages. */
  String type();

  Capabilities capabilities();

  Uni<Found> search(SearchRequest request, BlockingCalls calls);

  /** Tries it as cheaply as can be. */
  Uni<Void> check(BlockingCalls calls);
}
