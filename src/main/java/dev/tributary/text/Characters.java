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
      String piece = Cut.to(size, rest);
      pieces.add(TextSegment.from(piece, document.metadata()));
      rest = rest.substring(piece.length());
    }
    return pieces;
  }
}
