package dev.tributary.source.langchain4j;

import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.tributary.source.Document;
import dev.tributary.source.Source;
import dev.tributary.source.SourceContract;
import dev.tributary.source.WordVectors;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The laws of every source, kept by a content retriever behind the bridge. */
class RetrieverBridgeContractTest extends SourceContract {
  private final AtomicInteger touches = new AtomicInteger();

  @Override
  protected Source healthy() {
    return Bridged.retriever(
        () ->
            query -> {
              touches.incrementAndGet();
              return retrieve(query.text());
            });
  }

  @Override
  protected Source unusable() {
    return Bridged.retriever(
        () ->
            _ -> {
              throw new IllegalStateException("jdbc:postgresql://u:" + SECRET + "@db");
            });
  }

  @Override
  protected Optional<Hanging> hanging() {
    Hang hang = new Hang();
    Source source =
        Bridged.retriever(
            () ->
                _ -> {
                  throw hang.untilInterrupted();
                });
    return Optional.of(new Hanging(source, hang::open));
  }

  @Override
  protected boolean touched() {
    return touches.get() > 0;
  }

  private static List<Content> retrieve(String question) {
    return DOCUMENTS.stream()
        .sorted(Comparator.comparing((Document d) -> -score(d, question)))
        .map(
            d ->
                Content.from(
                    Bridged.segment(d),
                    Map.of(
                        ContentMetadata.SCORE,
                        score(d, question),
                        ContentMetadata.EMBEDDING_ID,
                        d.id())))
        .toList();
  }

  private static double score(Document document, String question) {
    return WordVectors.of(document.text()).cosine(WordVectors.of(question));
  }
}
