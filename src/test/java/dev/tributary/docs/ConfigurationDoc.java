package dev.tributary.docs;

import dev.tributary.docs.MappingSource.Key;
import dev.tributary.docs.MappingSource.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Renders {@code docs/configuration.md} from the mapping interfaces. */
final class ConfigurationDoc {
  /** What the keys of every kind of source have in common. */
  private static final String COMMON = "SourceConfig";

  private static final Pattern WRAPPED = Pattern.compile("(Optional|List|Set)<(?:@\\S+ )?(.+)>");
  private static final Pattern NAMED = Pattern.compile("Map<String, ?(?:@\\S+ )?(.+)>");

  private static final String INTRO =
      """
      # Configuration

      Made from the Javadoc of the code by `./mvnw test -Dtest=ConfigurationDocTest -Ddocs.update`.

      Everything is read when the server starts, from these places, the first that has a key winning:

      1. system properties: `java -Dtributary.anonymous=true -jar …`
      2. environment variables: the key in capitals, `_` for everything that is no letter or digit: `TRIBUTARY_ANONYMOUS=true`
      3. a file `config/application.properties` in the working directory, or any other that `-Dquarkus.config.locations=…` names

      A name of a source or a model stands in quotes, which may be left out when it holds no dot. Values may refer to
      others, and to environment variables, by `${NAME}`, so that no secret needs to stand in a file. Durations are
      written `300ms`, `2s`, `5m`, `1h`. A key that does not exist, a missing or a wrong value stops the start with a
      message that names the key, the value and what is allowed.

      """;

  private final Map<String, Type> types;
  private final Set<String> undocumented = new TreeSet<>();

  ConfigurationDoc(Map<String, Type> types) {
    this.types = types;
  }

  /** The whole document. */
  String render() {
    StringBuilder page = new StringBuilder(INTRO);
    Map<String, Type> mappings = new TreeMap<>();
    types.values().stream()
        .filter(t -> t.prefix() != null)
        .forEach(t -> mappings.put(t.prefix() + " " + t.name(), t));
    mappings.values().stream()
        .filter(t -> !isSource(t))
        .forEach(t -> section(page, t, "`" + t.prefix() + "`", String.valueOf(t.prefix())));
    Type common = types.get(COMMON);
    if (common != null) {
      section(page, common, "Every source", "tributary.source.<kind>.\"<name>\"");
    }
    mappings.values().stream()
        .filter(ConfigurationDoc::isSource)
        .forEach(
            t ->
                section(
                    page,
                    t,
                    "Sources of kind `" + lastOf(String.valueOf(t.prefix())) + "`",
                    String.valueOf(t.prefix())));
    return page.toString();
  }

  /** The methods that have no Javadoc, after {@link #render()}. */
  Set<String> undocumented() {
    return undocumented;
  }

  private void section(StringBuilder page, Type type, String title, String prefix) {
    page.append("## ").append(title).append("\n\n").append(text(type.doc())).append("\n\n");
    type.keys().stream()
        .filter(Key::parentName)
        .forEach(k -> page.append(text(k.doc())).append("\n\n"));
    List<String> rows = new ArrayList<>();
    rows(type, prefix, rows);
    page.append("| key | type | default | what it does |\n|---|---|---|---|\n");
    rows.forEach(row -> page.append(row).append('\n'));
    page.append('\n');
  }

  private void rows(Type type, String prefix, List<String> rows) {
    for (Key key : type.keys()) {
      if (key.doc().isEmpty()) {
        undocumented.add(type.name() + "." + key.method());
      }
      String name = key.parentName() ? prefix : prefix + "." + nameOf(key);
      row(type, key, name, key.type(), rows);
    }
    for (String parent : type.parents()) {
      if (!parent.equals(COMMON)) {
        find(type, parent).ifPresent(inherited -> rows(inherited, prefix, rows));
      }
    }
  }

  private void row(Type owner, Key key, String name, String type, List<String> rows) {
    Matcher named = NAMED.matcher(type);
    if (named.matches()) {
      row(owner, key, name + ".\"<name>\"", named.group(1), rows);
      return;
    }
    Optional<Type> group = group(owner, type);
    if (group.isPresent()) {
      rows(group.get(), name, rows);
      return;
    }
    boolean mayBeAbsent = type.startsWith("Optional") || key.type().startsWith("Map");
    String byDefault =
        key.byDefault() != null ? "`" + key.byDefault() + "`" : mayBeAbsent ? "" : "**required**";
    rows.add(
        "| `%s` | %s | %s | %s |".formatted(name, typeOf(owner, type), byDefault, text(key.doc())));
  }

  private Optional<Type> group(Type owner, String type) {
    Matcher wrapped = WRAPPED.matcher(type);
    String bare = wrapped.matches() ? wrapped.group(2) : type;
    return find(owner, bare).filter(t -> t.constants().isEmpty());
  }

  /** As Java finds a name that is written in a type: within it, or within those around it. */
  private Optional<Type> find(Type owner, String name) {
    for (String scope = owner.name() + "."; ; scope = outer(scope)) {
      Type found = types.get(scope + name);
      if (found != null || scope.isEmpty()) {
        return Optional.ofNullable(found);
      }
    }
  }

  private static String outer(String scope) {
    return scope.substring(0, scope.lastIndexOf('.', scope.length() - 2) + 1);
  }

  private String typeOf(Type owner, String type) {
    Matcher wrapped = WRAPPED.matcher(type);
    if (wrapped.matches()) {
      String inner = typeOf(owner, wrapped.group(2));
      return wrapped.group(1).equals("Optional") ? inner : "list of " + inner;
    }
    Optional<Type> known = find(owner, type);
    if (known.isPresent()) {
      return known.get().constants().stream()
          .map(c -> "`" + c.toLowerCase(Locale.ROOT).replace('_', '-') + "`")
          .collect(Collectors.joining(", "));
    }
    return switch (type) {
      case "boolean" -> "`true`, `false`";
      case "int", "long", "OptionalInt", "OptionalLong" -> "whole number";
      case "double", "OptionalDouble" -> "number";
      case "String" -> "text";
      case "Duration" -> "duration";
      case "Path" -> "path";
      case "Rate" -> "rate, such as `30/1m`";
      case "URI" -> "URL";
      case "InetAddress" -> "address";
      case "MemorySize" -> "size, such as `4M`";
      default -> throw new IllegalArgumentException("give " + type + " a name for readers");
    };
  }

  private static boolean isSource(Type type) {
    return String.valueOf(type.prefix()).startsWith("tributary.source.");
  }

  private static String nameOf(Key key) {
    return key.named() != null
        ? key.named()
        : key.method().replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  private static String lastOf(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Javadoc as one line of Markdown. */
  private static String text(String doc) {
    return doc.replaceAll("\\{@(?:code|link|linkplain) ([^}]*)}", "`$1`")
        .replaceAll("</?p>", " ")
        .replaceAll("\\s+", " ")
        .replace("|", "\\|")
        .strip();
  }
}
