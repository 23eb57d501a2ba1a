package dev.tributary.ranking;

import dev.tributary.passage.Passage;
import dev.tributary.text.Cut;

/**
 * What of a passage is embedded when a question is asked: the same for whoever needs its vector, so
 * that one finds in the cache what another computed.
 */
public final class EmbeddedText {
  /** Twice the text costs twice the time. */
  static final int MAX_CHARACTERS = 450;

  private EmbeddedText() {}

  /** The beginning of title and text. */
  public static String of(Passage passage) {
    return Cut.to(MAX_CHARACTERS, PassageText.withTitle(passage));
  }
}
