package dev.tributary.passage;

/** What a score says. The wire name is {@link #wireName()}. */
public enum Signal {
  /** Okapi BM25, over an index or over the pool; 0 and up. */
  BM25("bm25"),
  /** Cosine of two vectors of one model; -1 to 1. */
  COSINE("cosine"),
  /** A source's own score on a scale of its own. */
  SCORE("score"),
  /** No score at all, only an order. */
  RANK("rank"),
  /** The passage's place in its source's list, as a part of a merged score. */
  SOURCE_RANK("source_rank"),
  /** The weight that the operator or the request gave a source, as a part of a merged score. */
  WEIGHT("weight"),
  /** A reranker's judgement of question and passage, 0 to 1; the raw score is the model's own. */
  RERANK("rerank"),
  /** The negative part of a passage that ranks behind all that were scored in full. */
  TAIL("tail");

  private final String wireName;

  Signal(String wireName) {
    this.wireName = wireName;
  }

  /** The name in JSON and in configuration. */
  public String wireName() {
    return wireName;
  }
}
