package dev.tributary.embedding;

/**
 * What some models want before a text, so that they know a question from a passage; such as {@code
 * "query: "} and {@code "passage: "}.
 */
record Prefixes(String question, String passage) {
  static final Prefixes NONE = new Prefixes("", "");
}
