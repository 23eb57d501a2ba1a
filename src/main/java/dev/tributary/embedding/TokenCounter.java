package dev.tributary.embedding;

/**
 * Says how many tokens a text has; for whoever has room for so many and no more.
 *
 * <p>Computed on the calling thread, some 100 µs a thousand characters; loads what it needs at its
 * first use, which may take longer. Safe for use by many threads.
 */
@FunctionalInterface
public interface TokenCounter {
  /** A usual token of English is so long. */
  int CHARACTERS_A_TOKEN = 4;

  /**
   * How many tokens a text has, without those that mark its ends.
   *
   * @throws EmbeddingException when what it needs cannot be loaded
   */
  int count(String text);

  /** A guess where there is no tokenizer: a token for every four characters, rounded up. */
  static int byCharacters(String text) {
    return Math.ceilDiv(text.length(), CHARACTERS_A_TOKEN);
  }
}
