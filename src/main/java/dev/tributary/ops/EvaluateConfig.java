package dev.tributary.ops;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Evaluate instead of serving: `java -jar … evaluate --questions q.jsonl --qrels q.tsv`. */
@ConfigMapping(prefix = EvaluateConfig.PREFIX)
interface EvaluateConfig {
  String PREFIX = "tributary.evaluate";

  /** Files of questions, separated by commas: a line each, `{"_id": "q1", "text": "…"}`. */
  Optional<List<Path>> questions();

  /** Files of judgments, separated by commas: `query-id`, `corpus-id` and `score` between tabs. */
  Optional<List<Path>> qrels();

  /** The sources to ask, separated by commas. Default: those that are asked by default. */
  Optional<List<String>> sources();

  /** How lists become one; all other methods are compared with it. */
  @WithDefault("pooled")
  String fusion();

  /** How many passages an answer has, which decides how many each source is asked for. */
  @WithDefault("10")
  int topK();

  /** How far down a list recall looks, 1 to 1000. */
  @WithDefault("10")
  int recallAt();

  /** How many questions are asked at once, 1 to 16; at 1 latencies are those of a quiet server. */
  @WithDefault("4")
  int concurrency();

  /** In how many parts weights of sources are tuned and tried, 2 to 20; 0 to leave them alone. */
  @WithDefault("0")
  int folds();

  /** File to write the report to as Markdown. It is printed in any case. */
  Optional<Path> markdown();

  /** File to write the report to as one page with plots. */
  Optional<Path> html();
}
