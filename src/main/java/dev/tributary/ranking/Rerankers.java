package dev.tributary.ranking;

import java.util.List;
import java.util.Optional;

/** The rerankers of this server, by name; a CDI bean. */
public interface Rerankers {
  /** The word for "no reranker", in configuration and in a request. */
  String NONE = "none";

  /** The reranker of a name. */
  Optional<Reranker> find(String name);

  /** All names, in their order. */
  List<String> names();
}
