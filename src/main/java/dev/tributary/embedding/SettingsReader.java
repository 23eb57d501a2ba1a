package dev.tributary.embedding;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.guard.Keys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One model's configuration, checked: what is wrong in itself stops the start. */
final class SettingsReader {
  private static final String PREFIX = "tributary.embedding";
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
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
  private final Keys keys;
  private final EmbeddingConfig.Model config;

  private SettingsReader(String name, EmbeddingConfig.Model config) {
    this.name = name;
    this.keys = new Keys("%s.\"%s\"".formatted(PREFIX, name));
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
        switch (keys.required("type", config.type(), "onnx or openai")) {
          case "onnx" -> onnx();
          case "openai" -> openAi();
          case String other -> throw keys.bad("type", other, "onnx, openai");
        };
    return settings(encoder, Prefixes.NONE);
  }

  private EmbedderSettings changed(EmbedderSettings embedded) {
    String why = "nothing here: " + name + " is an embedded model; take another name";
    keys.forbid("type", config.type(), why);
    keys.forbid("model-path", config.modelPath(), why);
    keys.forbid("tokenizer-path", config.tokenizerPath(), why);
    keys.forbid("pooling", config.pooling(), why);
    forbidRemoteKeys(why);
    OnnxSettings onnx = (OnnxSettings) embedded.encoder();
    int maxTokens = keys.within("max-tokens", config.maxTokens(), onnx.maxTokens(), 8, 512);
    return settings(new OnnxSettings(onnx.files(), onnx.pooling(), maxTokens), embedded.prefixes());
  }

  private EmbedderSettings settings(EncoderSettings encoder, Prefixes prefixes) {
    return new EmbedderSettings(
        name,
        encoder,
        new Prefixes(
            config.questionPrefix().map(SettingsReader::unquoted).orElse(prefixes.question()),
            config.passagePrefix().map(SettingsReader::unquoted).orElse(prefixes.passage())),
        keys.within("wait", config.waitTime(), LONGEST_WAIT),
        keys.within("question-cache", config.questionCache(), 0, MOST_CACHED),
        keys.within("passage-cache", config.passageCache(), 0, MOST_CACHED));
  }

  private OnnxSettings onnx() {
    forbidRemoteKeys("nothing here: a model of type onnx runs in this process");
    return new OnnxSettings(
        new ModelFiles.OnDisk(
            Path.of(keys.required("model-path", config.modelPath(), "the path of an .onnx file")),
            Path.of(
                keys.required(
                    "tokenizer-path", config.tokenizerPath(), "the path of a tokenizer.json"))),
        pooling(),
        keys.within("max-tokens", config.maxTokens(), 512, 8, 8192));
  }

  private OpenAiSettings openAi() {
    String why = "nothing here: a model of type openai runs on a server";
    keys.forbid("model-path", config.modelPath(), why);
    keys.forbid("tokenizer-path", config.tokenizerPath(), why);
    keys.forbid("pooling", config.pooling(), why);
    keys.forbid("max-tokens", config.maxTokens(), why);
    return new OpenAiSettings(
        keys.url("url", config.url()),
        keys.required("model", config.model(), "the server's name for the model"),
        config.apiKey().orElse(null),
        config.dimensions().isEmpty()
            ? null
            : keys.within("dimensions", config.dimensions(), 1, 1, 65_536),
        keys.within("permits", config.permits(), 8, 1, 1000));
  }

  private Pooling pooling() {
    String value = config.pooling().orElse("mean");
    return Arrays.stream(Pooling.values())
        .filter(p -> p.name().toLowerCase(Locale.ROOT).equals(value))
        .findFirst()
        .orElseThrow(() -> keys.bad("pooling", value, "mean, cls"));
  }

  // Most prefixes end with a space, which nobody sees and many an editor removes.
  private static String unquoted(String value) {
    return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }

  private void forbidRemoteKeys(String why) {
    keys.forbid("url", config.url(), why);
    keys.forbid("model", config.model(), why);
    keys.forbid("api-key", config.apiKey().map(_ -> "a key"), why);
    keys.forbid("dimensions", config.dimensions(), why);
    keys.forbid("permits", config.permits(), why);
  }

  private static EmbedderSettings embedded(String name, OnnxSettings onnx, Prefixes prefixes) {
    return new EmbedderSettings(
        name, onnx, prefixes, Duration.ofMillis(300), QUESTION_CACHE, PASSAGE_CACHE);
  }
}
