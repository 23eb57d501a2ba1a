package dev.tributary.source;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The content hashes of documents from those of their stored chunks. A document whose chunks do not
 * agree was left so by a write that was interrupted, and counts as unknown.
 */
public final class WrittenHashes {
  private final Map<String, Set<String>> hashes = new HashMap<>();

  /** Adds what a chunk says; one that was not written by this server has no hash. */
  public void add(@Nullable Object document, @Nullable Object hash) {
    if (document != null && hash != null) {
      hashes.computeIfAbsent(document.toString(), _ -> new HashSet<>()).add(hash.toString());
    }
  }

  /** By document id. */
  public Map<String, String> byDocument() {
    return hashes.entrySet().stream()
        .filter(entry -> entry.getValue().size() == 1)
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().iterator().next()));
  }

  /** All documents, also those that were left half written. */
  public Set<String> documents() {
    return Set.copyOf(hashes.keySet());
  }
}
