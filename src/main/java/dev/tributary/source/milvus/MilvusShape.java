package dev.tributary.source.milvus;

import dev.tributary.source.Distance;
import java.util.Optional;

/**
 * What the operator says about a collection.
 *
 * @param vectorField empty for the only one of that type
 * @param distance empty for however the index measures
 */
record MilvusShape(Optional<String> vectorField, Optional<Distance> distance) {}
