package dev.tributary.passage;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes two passages of different sources the same.
 *
 * <p>{@link #documents} names the document: canonical URL, DOI, arXiv id, GitHub id. {@link
 * #content} names the text. Whether the name of a document also names the passage depends on the
 * company it is in (one source may return several parts of one document), so that is decided where
 * passages are pooled. Pure, and total: no garbage in a passage makes it throw.
 */
public final class Identity {
  private Identity() {}

  /**
   * The names of the document that a passage is, such as {@code url:https://example.com/a}, {@code
   * doi:10.1000/182}, {@code arxiv:2101.00001} and {@code github:owner/name#12}.
   *
   * <p>None for a part of a split document: its content alone says what it is.
   */
  public static List<String> documents(Passage passage) {
    if (PassageId.isChunk(passage.id())) {
      return List.of();
    }
    List<String> names = new ArrayList<>(3);
    String url = passage.url();
    if (url != null) {
      String canonical = CanonicalUrl.of(url);
      add(names, "url:", canonical);
      addDoi(names, ScholarlyId.doi(url));
      add(names, "arxiv:", ScholarlyId.arxiv(url));
      // A comment is a text of its own, not the issue that it is on.
      add(names, "github:", canonical == null || hasFragment(canonical) ? null : GitHubId.of(url));
    }
    if (passage.metadata().get("doi") instanceof String doi) {
      addDoi(names, ScholarlyId.doi(doi));
    }
    return names;
  }

  /**
   * The name of a passage's text, such as {@code text:9f86d081884c7d659a2feaa0c55ad015}: equal for
   * texts that differ in case, white space or Unicode form alone. A short text is taken together
   * with its title, a longer one with the numbers in it: a chapter that two editions share says
   * which one it is of. A blank text is like no other: its name is the passage's id.
   */
  public static String content(Passage passage) {
    return content(passage.id(), passage.title(), passage.text());
  }

  /** The same of a passage that is told by its parts. */
  public static String content(String id, @Nullable String title, String text) {
    String hash = ContentHash.of(title, text);
    return hash == null ? "id:" + id : "text:" + hash;
  }

  /**
   * A number that is equal for texts of equal {@link #content}, and hardly ever for others unless
   * they begin and end alike: so the content of most texts need not be told at all.
   */
  public static long ends(String text) {
    return ContentHash.ends(text);
  }

  private static boolean hasFragment(String canonical) {
    return canonical.indexOf('#') >= 0;
  }

  private static void addDoi(List<String> names, @Nullable String doi) {
    if (doi != null) {
      add(names, "doi:", doi);
      add(names, "arxiv:", ScholarlyId.arxivOfDoi(doi));
    }
  }

  private static void add(List<String> names, String scheme, @Nullable String name) {
    if (name != null && !names.contains(scheme + name)) {
      names.add(scheme + name);
    }
  }
}
