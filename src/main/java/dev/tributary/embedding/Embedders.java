package dev.tributary.embedding;

import java.util.Optional;
import java.util.Set;

/** The embedding models of this server, by name; a CDI bean. */
public interface Embedders {
  /** The word in configuration for "no model": text search, lexical ranking. */
  String NONE = "none";

  /** The embedded model that is used where the configuration names none. */
  String DEFAULT_MODEL = "minilm-l6-v2-q";

  /** The embedder of a model, loaded at its first use; empty when no such model is configured. */
  Optional<Embedder> find(String model);

  /** The tokenizer of a model; empty for one that is not in this process. */
  default Optional<TokenCounter> tokenCounter(String model) {
    return Optional.empty();
  }

  /** The names of all models, the embedded ones among them. */
  Set<String> models();
}
