package dev.tributary.source.chroma;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.source.Distance;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import java.util.OptionalInt;

/**
 * A collection as the server describes it.
 *
 * @param id by which it is called; another one with the same name has another id
 * @param dimensions of its vectors; empty before the first one
 */
record ChromaCollection(String id, Distance distance, OptionalInt dimensions) {
  static ChromaCollection of(String host, JsonNode described) {
    JsonNode configuration = described.path("configuration_json");
    String space = configuration.at("/hnsw/space").asText("");
    if (space.isEmpty()) {
      space = configuration.at("/spann/space").asText("");
    }
    if (space.isEmpty()) {
      // Before version 1 it measured as its metadata says.
      space = described.path("metadata").path("hnsw:space").asText("l2");
    }
    if (!described.path("id").isTextual()) {
      throw new SourceException(
          ErrorKind.PROTOCOL, host + " answered what does not describe a collection");
    }
    JsonNode dimension = described.path("dimension");
    return new ChromaCollection(
        described.path("id").textValue(),
        distance(host, space),
        dimension.isInt() ? OptionalInt.of(dimension.intValue()) : OptionalInt.empty());
  }

  /** The word of Chroma's for a distance. */
  static String space(Distance distance) {
    return switch (distance) {
      case COSINE -> "cosine";
      case DOT -> "ip";
      case EUCLIDEAN -> "l2";
    };
  }

  /** The score of what Chroma calls a distance: {@code ip} is 1 - dot, {@code l2} is squared. */
  double score(double distance) {
    return switch (this.distance) {
      case COSINE -> this.distance.score(distance);
      case DOT -> this.distance.score(distance - 1);
      case EUCLIDEAN -> this.distance.score(Math.sqrt(Math.max(0, distance)));
    };
  }

  private static Distance distance(String host, String space) {
    return switch (space) {
      case "cosine" -> Distance.COSINE;
      case "ip" -> Distance.DOT;
      case "l2" -> Distance.EUCLIDEAN;
      default ->
          throw new SourceException(
              ErrorKind.PROTOCOL, host + " measures by a distance that is not known here");
    };
  }
}
