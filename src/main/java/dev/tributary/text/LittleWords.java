package dev.tributary.text;

/**
 * Which languages have a little word, one bit each; looked up by the hash of its letters, since a
 * guess looks up every word of every text.
 */
final class LittleWords {
  /** The hash of no letters. */
  static final long START = 0xcbf29ce484222325L;

  private static final int SLOTS = 2_048;
  private static final char[] ASCII = new char[128];

  static {
    for (char c = 'a'; c <= 'z'; c++) {
      ASCII[c] = c;
      ASCII[Character.toUpperCase(c)] = c;
    }
  }

  private final long[] hashes = new long[SLOTS];
  private final int[] speakers = new int[SLOTS];

  /** The small letter of a character; 0 when it is no letter. */
  static char letter(char c) {
    if (c < ASCII.length) {
      return ASCII[c];
    }
    char small = Character.toLowerCase(c);
    return Character.isLetter(small) ? small : 0;
  }

  /** FNV-1a, one letter further. */
  static long hash(long hash, char letter) {
    return (hash ^ letter) * 0x100000001b3L;
  }

  void add(String word, int languages) {
    long hash = hashOf(word);
    int slot = slotOf(hash);
    hashes[slot] = hash;
    speakers[slot] |= languages;
  }

  int speakers(CharSequence word) {
    return speakers(hashOf(word));
  }

  /** The languages that have a word; none when nobody has it. */
  int speakers(long hash) {
    return speakers[slotOf(hash)];
  }

  private int slotOf(long hash) {
    int slot = (int) (hash ^ hash >>> 32) & SLOTS - 1;
    while (hashes[slot] != hash && speakers[slot] != 0) {
      slot = slot + 1 & SLOTS - 1;
    }
    return slot;
  }

  private static long hashOf(CharSequence word) {
    long hash = START;
    for (int i = 0; i < word.length(); i++) {
      hash = hash(hash, letter(word.charAt(i)));
    }
    return hash;
  }
}
