package dev.tributary.ops;

import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.Priorities;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import jakarta.annotation.Priority;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Lets no configuration pass that {@link ConfigCheck} finds wrong.
 *
 * <p>It sits where the configuration lists its keys, which happens before any mapping is filled: so
 * a misspelt key is reported as itself, not as the absence of what it was meant to be.
 */
public final class ConfigGate implements SmallRyeConfigBuilderCustomizer {
  /** Above the built-in converters, which take every unknown word for a no. */
  private static final int CONVERTER_PRIORITY = 200;

  @Override
  public void configBuilder(SmallRyeConfigBuilder builder) {
    // Mappings may still be added to the builder after this: they are read when names are listed.
    Set<ConfigClass> mappings = builder.getMappingsBuilder().getMappings();
    builder
        .withInterceptors(new Gate(mappings))
        .withConverter(Boolean.class, CONVERTER_PRIORITY, new YesOrNo());
  }

  @Priority(Priorities.APPLICATION + 1000)
  private record Gate(Set<ConfigClass> mappings) implements ConfigSourceInterceptor {
    private static final long serialVersionUID = 1;

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
      return context.proceed(name);
    }

    @Override
    public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
      List<String> names = new ArrayList<>();
      context.iterateNames().forEachRemaining(names::add);
      List<String> patterns =
          mappings.stream()
              .filter(m -> m.getPrefix().startsWith("tributary"))
              .flatMap(m -> m.getProperties().keySet().stream())
              .toList();
      // Configuration of the build and of other programs in this JVM maps nothing of ours.
      if (!patterns.isEmpty()) {
        new ConfigCheck(new KnownKeys(patterns))
            .check(
                names.stream().filter(name -> !isGuessed(context, name)).toList(),
                name -> valueOf(context, name));
      }
      return names.iterator();
    }

    /** A key made from an environment variable, which is checked under its own name. */
    private static boolean isGuessed(ConfigSourceInterceptorContext context, String name) {
      if (!name.startsWith("tributary.")) {
        return false;
      }
      ConfigValue value = context.proceed(name);
      return value != null
          && value.getSourceName() != null
          && value.getSourceName().startsWith(EnvConfigSource.NAME);
    }

    private static String valueOf(ConfigSourceInterceptorContext context, String name) {
      ConfigValue value = context.proceed(name);
      return value == null || value.getValue() == null ? "" : value.getValue();
    }
  }
}
