package dev.tributary.embedding;

/** A model in memory, as {@link LocalEncoder} runs it. */
interface TextModel extends AutoCloseable {
  /** The vector of a text, of length 1, computed on the calling thread; by many at once. */
  float[] embed(String text) throws Exception;
}
