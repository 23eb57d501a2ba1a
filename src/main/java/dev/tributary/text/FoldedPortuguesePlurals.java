package dev.tributary.text;

import java.io.IOException;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Brings those Portuguese plurals into the singular that the light stemmer knows by their accents
 * only, which folding has taken: {@code -oes}, {@code -aes} to {@code -ao}, {@code -ois} to {@code
 * -ol}.
 */
final class FoldedPortuguesePlurals extends TokenFilter {
  private static final int SHORTEST = 5;

  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

  FoldedPortuguesePlurals(TokenStream input) {
    super(input);
  }

  @Override
  public boolean incrementToken() throws IOException {
    if (!input.incrementToken()) {
      return false;
    }
    char[] c = term.buffer();
    int length = term.length();
    if (length >= SHORTEST && c[length - 1] == 's') {
      if (c[length - 2] == 'e' && (c[length - 3] == 'o' || c[length - 3] == 'a')) {
        c[length - 3] = 'a';
        c[length - 2] = 'o';
        term.setLength(length - 1);
      } else if (c[length - 2] == 'i' && c[length - 3] == 'o') {
        c[length - 2] = 'l';
        term.setLength(length - 1);
      }
    }
    return true;
  }
}
