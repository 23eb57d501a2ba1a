package dev.tributary.text;

import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.DocumentSplitter;
import dev.langchain4j.data.segment.TextSegment;
import java.util.ArrayList;
import java.util.List;

/** The last resort: text without any white space is cut between two characters. */
record Characters(int size) implements DocumentSplitter {
  @Override
  public List<TextSegment> split(Document document) {
    List<TextSegment> pieces = new ArrayList<>();
    String rest = document.text();
    while (!rest.isEmpty()) {
      String piece = cut(rest, size);
      pieces.add(TextSegment.from(piece, document.metadata()));
      rest = rest.substring(piece.length());
    }
    return pieces;
  }

  /** At most so many characters from the start, never half of a surrogate pair. */
  static String cut(String text, int size) {
    if (text.length() <= size) {
      return text;
    }
    boolean inPair =
        Character.isHighSurrogate(text.charAt(size - 1))
            && Character.isLowSurrogate(text.charAt(size));
    return text.substring(0, inPair ? size - 1 : size);
  }
}
