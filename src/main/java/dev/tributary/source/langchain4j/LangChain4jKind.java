package dev.tributary.source.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.tributary.embedding.Embedders;
import dev.tributary.guard.BadConfiguration;
import dev.tributary.guard.Timers;
import dev.tributary.source.Dimensions;
import dev.tributary.source.Distance;
import dev.tributary.source.Source;
import dev.tributary.source.SourceKind;
import dev.tributary.source.SourceName;
import dev.tributary.source.SourceSettings;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoredHits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Finds the beans of LangChain4j's two types and makes a source of each. */
@ApplicationScoped
class LangChain4jKind implements SourceKind {
  static final String NAME = "langchain4j";

  private final LangChain4jConfig config;
  private final Supplier<List<NamedBean<ContentRetriever>>> retrievers;
  private final Supplier<List<NamedBean<EmbeddingStore<TextSegment>>>> stores;
  private final Timers timers;

  @Inject
  LangChain4jKind(
      LangChain4jConfig config,
      @Any Instance<ContentRetriever> retrievers,
      @Any Instance<EmbeddingStore<TextSegment>> stores,
      Timers timers) {
    this(config, () -> NamedBean.of(retrievers), () -> NamedBean.of(stores), timers);
  }

  LangChain4jKind(
      LangChain4jConfig config,
      Supplier<List<NamedBean<ContentRetriever>>> retrievers,
      Supplier<List<NamedBean<EmbeddingStore<TextSegment>>>> stores,
      Timers timers) {
    this.config = config;
    this.retrievers = retrievers;
    this.stores = stores;
    this.timers = timers;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Source> sources() {
    SortedMap<String, Maker> makers = new TreeMap<>();
    retrievers
        .get()
        .forEach(
            bean ->
                put(
                    makers,
                    bean.name(),
                    (keys, source, said) -> retriever(bean, keys, source, said)));
    stores
        .get()
        .forEach(
            bean ->
                put(makers, bean.name(), (keys, source, said) -> store(bean, keys, source, said)));
    SortedMap<String, String> beans = beansBySource(makers.keySet());
    return beans.entrySet().stream()
        .map(entry -> source(entry.getKey(), makers.get(entry.getValue())))
        .toList();
  }

  /** How a bean becomes what is asked. */
  @FunctionalInterface
  private interface Maker {
    Asked asked(String keys, String source, LangChain4jConfig.Bridge said);
  }

  private static void put(Map<String, Maker> makers, String bean, Maker maker) {
    if (makers.put(bean, maker) != null) {
      throw new BadConfiguration(
          LangChain4jConfig.PREFIX,
          "two beans named \"" + bean + "\"",
          "a @Named of its own for each");
    }
  }

  /** The configured sources, and each bean that none of them names under its own name. */
  private SortedMap<String, String> beansBySource(Set<String> beans) {
    SortedMap<String, String> beanOf = new TreeMap<>();
    config
        .sources()
        .forEach(
            (source, said) -> {
              String bean = said.bean().orElse(source);
              if (!beans.contains(bean)) {
                throw new BadConfiguration(
                    keys(source) + ".bean",
                    bean,
                    beans.isEmpty()
                        ? "a ContentRetriever or EmbeddingStore<TextSegment>; there is none"
                        : "one of " + String.join(", ", beans));
              }
              beanOf.put(source, bean);
            });
    Set<String> claimed = Set.copyOf(beanOf.values());
    for (String bean : beans) {
      if (!claimed.contains(bean)) {
        if (!SourceName.isValid(bean)) {
          throw new BadConfiguration(
              LangChain4jConfig.PREFIX,
              "a bean named \"" + bean + "\"",
              "a @Named like " + SourceName.RULE + ", or a source with bean=" + bean);
        }
        beanOf.put(bean, bean);
      }
    }
    return beanOf;
  }

  private Source source(String name, Maker maker) {
    LangChain4jConfig.Bridge said = config.sources().get(name);
    SourceSettings settings = SourceSettings.of(keys(name), said, false);
    return new LangChain4jSource(
        name,
        settings,
        maker.asked(keys(name), name, said),
        new BlockingCalls(name, settings.permits(), timers));
  }

  private static Asked retriever(
      NamedBean<ContentRetriever> bean, String keys, String source, LangChain4jConfig.Bridge said) {
    said.model().ifPresent(value -> refuse(keys, "model", value));
    said.distance().ifPresent(value -> refuse(keys, "distance", value));
    said.dimensions().ifPresent(value -> refuse(keys, "dimensions", value));
    return new AskedRetriever(
        bean.type(), new MadeOnce<>(bean.instance()), hits(source, bean, said), said.waitTime());
  }

  private static void refuse(String keys, String key, Object value) {
    throw new BadConfiguration(
        keys + "." + key,
        value.toString(),
        "only for an embedding store; a content retriever brings its own");
  }

  private static Asked store(
      NamedBean<EmbeddingStore<TextSegment>> bean,
      String keys,
      String source,
      LangChain4jConfig.Bridge said) {
    String model = said.model().orElse(Embedders.DEFAULT_MODEL);
    if (model.equals(Embedders.NONE)) {
      throw new BadConfiguration(keys + ".model", model, "a model: a store is asked by vector");
    }
    return new AskedStore(
        bean.type(),
        new MadeOnce<>(bean.instance()),
        hits(source, bean, said),
        said.waitTime(),
        model,
        said.distance().orElse(Distance.COSINE),
        new Dimensions(Dimensions.configured(keys, said.dimensions())),
        new AtomicBoolean());
  }

  private static Supplier<StoredHits> hits(
      String source, NamedBean<?> bean, LangChain4jConfig.Bridge said) {
    LangChain4jConfig.FieldNames names = said.fields();
    StoreFields fields =
        new StoreFields(
            names.id().orElse(Segments.NONE),
            Segments.NONE,
            names.title(),
            names.url(),
            Segments.TEXT,
            names.language(),
            StoreFields.ALL_OTHERS);
    return () -> new StoredHits(source, bean.type(), fields);
  }

  private static String keys(String source) {
    return LangChain4jConfig.PREFIX + ".\"" + source + "\"";
  }
}
