package dev.tributary.source;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What asking a source once came to. Holds no secret: they are masked.
 *
 * @param request what was sent; null when nothing was
 * @param answer what came back; null when nothing did
 * @param detail the second call, for the first hit that has one; null when there is none
 * @param mapping what each path of the description found
 * @param hits what became of each hit, in order; of many, the first
 * @param error what went wrong, if anything did
 */
public record Explanation(
    @Nullable Request request,
    @Nullable Answer answer,
    @Nullable Detail detail,
    List<Finding> mapping,
    List<Hit> hits,
    @Nullable SourceException error) {
  public Explanation {
    mapping = List.copyOf(mapping);
    hits = List.copyOf(hits);
  }

  /** What was sent. */
  public record Request(
      String method, String url, Map<String, String> headers, @Nullable String body) {}

  /**
   * What came back.
   *
   * @param body the beginning of it, as text
   * @param bytes how long it was, decompressed
   */
  public record Answer(int status, Map<String, String> headers, String body, int bytes) {}

  /**
   * The call that brings the text of one hit.
   *
   * @param answer null when nothing came back
   * @param error what went wrong with it, if anything did
   */
  public record Detail(Request request, @Nullable Answer answer, @Nullable SourceException error) {}

  /**
   * What stands where the description says.
   *
   * @param key of the configuration, such as {@code fields.title}
   * @param path as it is configured
   * @param found in how many hits, or how many hits; for what stands beside the hits 0 or 1
   * @param example the first that was found, cut
   */
  public record Finding(String key, String path, int found, @Nullable String example) {}

  /**
   * One hit.
   *
   * @param number counted from 1
   * @param passage the passage's id; null when the hit was dropped
   * @param title of the passage
   * @param text of the passage, cut
   * @param dropped why it was left out; null when it was not
   */
  public record Hit(
      int number,
      @Nullable String passage,
      @Nullable String title,
      @Nullable String text,
      @Nullable String dropped) {}
}
