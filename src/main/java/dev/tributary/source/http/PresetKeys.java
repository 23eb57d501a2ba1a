package dev.tributary.source.http;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import java.io.Serial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a preset's keys a part of the configuration, below every place where an operator writes: so
 * each of them can be written anew beside {@code preset=}, and all are checked like any other.
 *
 * <p>An interceptor, since a {@code ConfigSourceFactory} does not see what other factories bring.
 */
public final class PresetKeys implements ConfigSourceInterceptor {
  @Serial private static final long serialVersionUID = 1;

  private static final String PREFIX = HttpConfig.PREFIX + ".";

  /** A source's name as it is written, with quotes or without, and what stands behind it. */
  private static final Pattern KEY =
      Pattern.compile(Pattern.quote(PREFIX) + "(\"[^\"]+\"|[^.\"]+)\\.(.+)");

  private static final String PRESET = "preset";

  /** Where the defaults of configuration interfaces stand. */
  private static final int DEFAULTS = Integer.MIN_VALUE;

  @Override
  public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    ConfigValue configured = context.proceed(name);
    if (!name.startsWith(PREFIX)
        || (configured != null && configured.getConfigSourceOrdinal() != DEFAULTS)) {
      return configured;
    }
    Matcher key = KEY.matcher(name);
    if (!key.matches() || key.group(2).equals(PRESET)) {
      return configured;
    }
    @Nullable String value =
        preset(context, key.group(1)).map(p -> p.keys().get(quoted(key.group(2), p))).orElse(null);
    return value == null
        ? configured
        : ConfigValue.builder()
            .withName(name)
            .withValue(value)
            .withRawValue(value)
            .withConfigSourceName("preset")
            .build();
  }

  /** As the preset has it, which always quotes: {@code query.q} is {@code query."q"}. */
  private static String quoted(String key, Preset preset) {
    if (preset.keys().containsKey(key)) {
      return key;
    }
    int dot = key.lastIndexOf('.');
    return dot < 0 ? key : key.substring(0, dot) + ".\"" + key.substring(dot + 1) + '"';
  }

  private static Optional<Preset> preset(ConfigSourceInterceptorContext context, String source) {
    String bare = source.replace("\"", "");
    for (String written : List.of(source, '"' + bare + '"', bare)) {
      ConfigValue preset = context.proceed(PREFIX + written + "." + PRESET);
      if (preset != null && preset.getValue() != null) {
        return Presets.find(preset.getValue());
      }
    }
    return Optional.empty();
  }

  @Override
  public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
    List<String> names = new ArrayList<>();
    context.iterateNames().forEachRemaining(names::add);
    Set<String> bare = new HashSet<>();
    Map<String, Preset> presets = new LinkedHashMap<>();
    for (String name : names) {
      Matcher key = KEY.matcher(name);
      if (key.matches()) {
        bare.add(name.replace("\"", ""));
        if (key.group(2).equals(PRESET)) {
          preset(context, key.group(1)).ifPresent(p -> presets.put(key.group(1), p));
        }
      }
    }
    presets.forEach(
        (source, preset) ->
            preset.keys().keySet().stream()
                .map(key -> PREFIX + source + "." + key)
                .filter(name -> bare.add(name.replace("\"", "")))
                .forEach(names::add));
    return names.iterator();
  }
}
