package dev.tributary.source;

import java.util.Map;

/**
 * What a source is filled with in the background, after the start.
 *
 * @param location a folder of {@code .md .txt .html}, a {@code .jsonl} or {@code .jsonl.gz}, or
 *     {@code classpath:} and either
 * @param where only documents whose metadata holds all of these
 * @param chunkSize the most characters of a chunk
 */
public record LoadSettings(String location, Map<String, String> where, int chunkSize) {
  /** About what a small embedding model reads. */
  public static final int DEFAULT_CHUNK_SIZE = 1_200;

  public LoadSettings {
    where = Map.copyOf(where);
  }
}
