package dev.tributary.ops;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Three embedded sources with real text, for a server that was told of no source at all: what a
 * stranger asks first gets an answer. One configured source, wherever it is configured, and they
 * are not there.
 *
 * <p>An interceptor and no {@code ConfigSourceFactory}: a factory does not see what other factories
 * bring, such as the files of {@code quarkus.config.locations}.
 *
 * <p>Silent while the server is built: Quarkus makes what it finds then a default of the packaged
 * server, and the demo would be there whatever is configured. A configuration that a server runs
 * with has the system's properties; that from which a build records its defaults has not.
 */
public final class DemoSources implements ConfigSourceInterceptor {
  @Serial private static final long serialVersionUID = 1;

  private static final String PREFIX = "tributary.source.";
  private static final String SYSTEM_PROPERTY = "java.home";

  static final Map<String, String> KEYS =
      Map.of(
          PREFIX + "lucene.\"docs\".load", "classpath:demo/docs",
          PREFIX + "lucene.\"handbook\".load", "classpath:demo/handbook-en.jsonl",
          PREFIX + "lucene.\"handbook\".language", "en",
          PREFIX + "lucene.\"manual\".load", "classpath:demo/handbook-pt.jsonl",
          PREFIX + "lucene.\"manual\".language", "pt");

  @Override
  public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    ConfigValue configured = context.proceed(name);
    String value = KEYS.get(name);
    return configured != null || value == null || !isWanted(context)
        ? configured
        : ConfigValue.builder()
            .withName(name)
            .withValue(value)
            .withRawValue(value)
            .withConfigSourceName("demo sources")
            .build();
  }

  @Override
  public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
    List<String> names = new ArrayList<>();
    context.iterateNames().forEachRemaining(names::add);
    if (isWanted(context)) {
      names.addAll(KEYS.keySet());
    }
    return names.iterator();
  }

  private static boolean isWanted(ConfigSourceInterceptorContext context) {
    for (Iterator<String> names = context.iterateNames(); names.hasNext(); ) {
      if (isOfSource(names.next())) {
        return false;
      }
    }
    return context.proceed(SYSTEM_PROPERTY) != null;
  }

  /** Also in the form of an environment variable. */
  private static boolean isOfSource(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '.').startsWith(PREFIX);
  }
}
