package dev.tributary.source.langchain4j;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import dev.tributary.guard.SystemTimers;
import dev.tributary.source.Document;
import dev.tributary.source.Source;
import dev.tributary.source.WordVectors;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Beans of tests and the sources that become of them. */
public final class Bridged {
  private static final String PREFIX = "tributary.source.langchain4j.";

  private Bridged() {}

  static Source retriever(Supplier<ContentRetriever> bean, String... keys) {
    return kind(List.of(new NamedBean<>("contract", "Retriever", bean)), List.of(), keys)
        .sources()
        .getFirst();
  }

  static Source store(Supplier<EmbeddingStore<TextSegment>> bean, String... keys) {
    return store("contract", bean, keys);
  }

  /** An embedding store as a source of a name of its own. */
  public static Source store(
      String name, Supplier<EmbeddingStore<TextSegment>> bean, String... keys) {
    return kind(List.of(), List.of(new NamedBean<>(name, "Store", bean)), keys)
        .sources()
        .getFirst();
  }

  /**
   * @param keys as {@code name.key=value}
   */
  static LangChain4jKind kind(
      List<NamedBean<ContentRetriever>> retrievers,
      List<NamedBean<EmbeddingStore<TextSegment>>> stores,
      String... keys) {
    return new LangChain4jKind(config(keys), () -> retrievers, () -> stores, new SystemTimers());
  }

  private static LangChain4jConfig config(String... keys) {
    Map<String, String> properties = new HashMap<>();
    for (String key : keys) {
      String[] pair = key.split("=", 2);
      properties.put(PREFIX + pair[0], pair[1]);
    }
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .withMapping(LangChain4jConfig.class)
        .build()
        .getConfigMapping(LangChain4jConfig.class);
  }

  /** LangChain4j's own store in memory, filled as its ingestor would. */
  static InMemoryEmbeddingStore<TextSegment> inMemory(List<Document> documents) {
    InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
    for (Document one : documents) {
      store.addAll(
          List.of(one.id()),
          List.of(Embedding.from(WordVectors.of(one.text()).values())),
          List.of(segment(one)));
    }
    return store;
  }

  static TextSegment segment(Document one) {
    Map<String, Object> metadata = new HashMap<>(one.metadata());
    if (one.title() != null) {
      metadata.put("title", one.title());
    }
    if (one.url() != null) {
      metadata.put("url", one.url());
    }
    return TextSegment.from(one.text(), dev.langchain4j.data.document.Metadata.from(metadata));
  }
}
