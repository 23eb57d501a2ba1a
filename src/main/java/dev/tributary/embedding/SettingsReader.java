package dev.tributary.embedding;

import dev.tributary.guard.BadConfiguration;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One model's configuration, checked: what is wrong in itself stops the start. */
final class SettingsReader {
  private static final String PREFIX = "tributary.embedding";
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final int MOST_CACHED = 10_000_000;
  private static final int QUESTION_CACHE = 10_000;
  private static final int PASSAGE_CACHE = 20_000;

  /** The models that need no configuration. */
  static final List<EmbedderSettings> EMBEDDED =
      List.of(
          embedded(Embedders.DEFAULT_MODEL, OnnxSettings.MINILM, Prefixes.NONE),
          embedded(
              "bge-small-en-v1.5-q",
              OnnxSettings.BGE_SMALL,
              new Prefixes("Represent this sentence for searching relevant passages: ", "")));

  private final String name;
  private final EmbeddingConfig.Model config;

  private SettingsReader(String name, EmbeddingConfig.Model config) {
    this.name = name;
    this.config = config;
  }

  /**
   * All models: the embedded ones, changed where configuration says so, and the configured ones.
   *
   * @throws BadConfiguration when a value is wrong in itself
   */
  static Map<String, EmbedderSettings> read(EmbeddingConfig config) {
    Map<String, EmbedderSettings> all = new LinkedHashMap<>();
    EMBEDDED.forEach(settings -> all.put(settings.model(), settings));
    config
        .models()
        .forEach((name, model) -> all.compute(name, (_, embedded) -> read(name, model, embedded)));
    return all;
  }

  private static EmbedderSettings read(
      String name, EmbeddingConfig.Model config, @Nullable EmbedderSettings embedded) {
    SettingsReader reader = new SettingsReader(name, config);
    return embedded == null ? reader.own() : reader.changed(embedded);
  }

  private EmbedderSettings own() {
    if (!NAME.matcher(name).matches() || name.equals(Embedders.NONE)) {
      throw new BadConfiguration(
          PREFIX, "\"" + name + "\"", "names like " + NAME + ", except " + Embedders.NONE);
    }
    EncoderSettings encoder =
        switch (required("type", config.type(), "onnx or openai")) {
          case "onnx" -> onnx();
          case "openai" -> openAi();
          case String other -> throw bad("type", other, "onnx, openai");
        };
    return settings(encoder, Prefixes.NONE);
  }

  private EmbedderSettings changed(EmbedderSettings embedded) {
    String why = "nothing here: " + name + " is an embedded model; take another name";
    forbid("type", config.type(), why);
    forbid("model-path", config.modelPath(), why);
    forbid("tokenizer-path", config.tokenizerPath(), why);
    forbid("pooling", config.pooling(), why);
    forbidRemoteKeys(why);
    OnnxSettings onnx = (OnnxSettings) embedded.encoder();
    int maxTokens = number("max-tokens", config.maxTokens(), onnx.maxTokens(), 8, 512);
    return settings(new OnnxSettings(onnx.files(), onnx.pooling(), maxTokens), embedded.prefixes());
  }

  private EmbedderSettings settings(EncoderSettings encoder, Prefixes prefixes) {
    Duration wait = config.waitTime();
    if (wait.toMillis() < 1 || wait.toMillis() > 60_000) {
      throw bad("wait", wait.toMillis() + "ms", "1ms to 60s");
    }
    return new EmbedderSettings(
        name,
        encoder,
        new Prefixes(
            config.questionPrefix().map(SettingsReader::unquoted).orElse(prefixes.question()),
            config.passagePrefix().map(SettingsReader::unquoted).orElse(prefixes.passage())),
        wait,
        within("question-cache", config.questionCache(), 0, MOST_CACHED),
        within("passage-cache", config.passageCache(), 0, MOST_CACHED));
  }

  private OnnxSettings onnx() {
    forbidRemoteKeys("nothing here: a model of type onnx runs in this process");
    return new OnnxSettings(
        new ModelFiles.OnDisk(
            Path.of(required("model-path", config.modelPath(), "the path of an .onnx file")),
            Path.of(
                required(
                    "tokenizer-path", config.tokenizerPath(), "the path of a tokenizer.json"))),
        pooling(),
        number("max-tokens", config.maxTokens(), 512, 8, 8192));
  }

  private OpenAiSettings openAi() {
    String why = "nothing here: a model of type openai runs on a server";
    forbid("model-path", config.modelPath(), why);
    forbid("tokenizer-path", config.tokenizerPath(), why);
    forbid("pooling", config.pooling(), why);
    forbid("max-tokens", config.maxTokens(), why);
    return new OpenAiSettings(
        url(),
        required("model", config.model(), "the server's name for the model"),
        config.apiKey().orElse(null),
        config.dimensions().isEmpty()
            ? null
            : number("dimensions", config.dimensions(), 1, 1, 65_536),
        number("permits", config.permits(), 8, 1, 1000));
  }

  private Pooling pooling() {
    String value = config.pooling().orElse("mean");
    return Arrays.stream(Pooling.values())
        .filter(p -> p.name().toLowerCase(Locale.ROOT).equals(value))
        .findFirst()
        .orElseThrow(() -> bad("pooling", value, "mean, cls"));
  }

  private URI url() {
    String allowed = "an http or https URL without user, query and fragment";
    String value = required("url", config.url(), allowed);
    try {
      URI url = new URI(value);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http
          && url.getHost() != null
          && url.getRawUserInfo() == null
          && url.getRawQuery() == null
          && url.getRawFragment() == null) {
        return url;
      }
    } catch (URISyntaxException _) {
      // The same as any other URL that will not do.
    }
    throw bad("url", value.contains("@") ? "a URL with a user" : value, allowed);
  }

  // Most prefixes end with a space, which nobody sees and many an editor removes.
  private static String unquoted(String value) {
    return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }

  private void forbidRemoteKeys(String why) {
    forbid("url", config.url(), why);
    forbid("model", config.model(), why);
    forbid("api-key", config.apiKey().map(_ -> "a key"), why);
    forbid("dimensions", config.dimensions(), why);
    forbid("permits", config.permits(), why);
  }

  private void forbid(String key, Optional<String> value, String allowed) {
    if (value.isPresent()) {
      throw bad(key, value.get(), allowed);
    }
  }

  private void forbid(String key, OptionalInt value, String allowed) {
    if (value.isPresent()) {
      throw bad(key, String.valueOf(value.getAsInt()), allowed);
    }
  }

  private String required(String key, Optional<String> value, String allowed) {
    return value.orElseThrow(() -> bad(key, "missing", allowed));
  }

  private int number(String key, OptionalInt value, int otherwise, int min, int max) {
    return within(key, value.orElse(otherwise), min, max);
  }

  private int within(String key, int value, int min, int max) {
    if (value < min || value > max) {
      throw bad(key, String.valueOf(value), min + " to " + max);
    }
    return value;
  }

  private BadConfiguration bad(String key, String value, String allowed) {
    return new BadConfiguration("%s.\"%s\".%s".formatted(PREFIX, name, key), value, allowed);
  }

  private static EmbedderSettings embedded(String name, OnnxSettings onnx, Prefixes prefixes) {
    return new EmbedderSettings(
        name, onnx, prefixes, Duration.ofMillis(300), QUESTION_CACHE, PASSAGE_CACHE);
  }
}
