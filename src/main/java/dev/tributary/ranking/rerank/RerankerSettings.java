package dev.tributary.ranking.rerank;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.guard.Keys;
import dev.tributary.ranking.Rerankers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One reranker, checked: what is wrong in itself stops the start.
 *
 * @param name of this server's own
 * @param judge how its scores are computed
 * @param waitTime how long an answer waits for it
 * @param topN how many passages it judges when a request does not say
 * @param maxCharacters of a passage that are read
 */
record RerankerSettings(
    String name, JudgeSettings judge, Duration waitTime, int topN, int maxCharacters) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final String ONNX = "onnx";
  private static final int MOST_PASSAGES = 1_000;

  /**
   * Reads one.
   *
   * @throws BadConfiguration when a value is wrong in itself
   */
  static RerankerSettings of(String name, RerankerConfig.Model config) {
    if (!NAME.matcher(name).matches() || name.equals(Rerankers.NONE)) {
      throw new BadConfiguration(
          RerankerConfig.PREFIX,
          "\"" + name + "\"",
          "names like " + NAME + ", except " + Rerankers.NONE);
    }
    Keys keys = new Keys("%s.\"%s\"".formatted(RerankerConfig.PREFIX, name));
    return new RerankerSettings(
        name,
        judge(keys, config),
        keys.within("wait", config.waitTime(), LONGEST_WAIT),
        keys.within("top-n", config.topN(), 1, MOST_PASSAGES),
        keys.within("max-characters", config.maxCharacters(), 100, 8_000));
  }

  private static JudgeSettings judge(Keys keys, RerankerConfig.Model config) {
    List<String> types = new ArrayList<>(Dialect.wireNames());
    types.add(ONNX);
    String allowed = String.join(", ", types);
    String type = keys.required("type", config.type(), allowed);
    return type.equals(ONNX)
        ? onnx(keys, config)
        : remote(Dialect.of(type).orElseThrow(() -> keys.bad("type", type, allowed)), keys, config);
  }

  private static JudgeSettings onnx(Keys keys, RerankerConfig.Model config) {
    String why = "nothing here: a reranker of type onnx runs in this process";
    keys.forbid("url", config.url(), why);
    keys.forbid("model", config.model(), why);
    keys.forbid("api-key", config.apiKey().map(_ -> "a key"), why);
    keys.forbid("scores", config.scores(), why);
    keys.forbid("batch", config.batch(), why);
    keys.forbid("permits", config.permits(), why);
    return new JudgeSettings.Onnx(
        Path.of(keys.required("model-path", config.modelPath(), "the path of an .onnx file")),
        Path.of(
            keys.required(
                "tokenizer-path", config.tokenizerPath(), "the path of a tokenizer.json")),
        keys.within("max-tokens", config.maxTokens(), 512, 16, 8_192));
  }

  private static JudgeSettings remote(Dialect dialect, Keys keys, RerankerConfig.Model config) {
    String why = "nothing here: a reranker of type " + dialect.wireName() + " runs on a server";
    keys.forbid("model-path", config.modelPath(), why);
    keys.forbid("tokenizer-path", config.tokenizerPath(), why);
    keys.forbid("max-tokens", config.maxTokens(), why);
    if (!dialect.namesItsModel()) {
      keys.forbid("model", config.model(), "nothing here: such a server has one model alone");
    }
    String scores = config.scores().orElse("probability");
    if (!scores.equals("probability") && !scores.equals("logit")) {
      throw keys.bad("scores", scores, "probability, logit");
    }
    return new JudgeSettings.Remote(
        dialect,
        keys.url("url", config.url()),
        dialect.namesItsModel()
            ? keys.required("model", config.model(), "the server's name for the model")
            : null,
        config.apiKey().map(String::strip).orElse(null),
        scores.equals("logit"),
        keys.within("batch", config.batch(), dialect.usualBatch(), 1, MOST_PASSAGES),
        keys.within("permits", config.permits(), 8, 1, 1_000));
  }

  @Override
  public String toString() {
    return name + ", " + judge;
  }
}
