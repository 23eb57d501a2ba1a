package dev.tributary.source.langchain4j;

import io.quarkus.arc.ClientProxy;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * A bean that is not made before it is used: making a store may open connections.
 *
 * @param name what stands in its {@code @Named}, else its class in words with hyphens
 * @param type the class that it is, or that produces it
 * @param instance makes it once, however often it is asked; blocks
 */
record NamedBean<T>(String name, String type, Supplier<T> instance) {
  /** All beans of a kind. */
  static <T> List<NamedBean<T>> of(Instance<T> beans) {
    return beans.handlesStream().map(NamedBean::of).toList();
  }

  private static <T> NamedBean<T> of(Instance.Handle<T> handle) {
    Bean<T> bean = handle.getBean();
    String type = bean.getBeanClass().getSimpleName();
    return new NamedBean<>(
        bean.getName() == null ? hyphenated(type) : bean.getName(), type, () -> made(handle.get()));
  }

  /** A proxy would make its bean at the first call of a method. */
  private static <T> T made(T bean) {
    ClientProxy.unwrap(bean);
    return bean;
  }

  /** {@code PapersRetriever} as {@code papers-retriever}. */
  static String hyphenated(String type) {
    return type.replaceAll("([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])", "$1$3-$2")
        .toLowerCase(Locale.ROOT);
  }
}
