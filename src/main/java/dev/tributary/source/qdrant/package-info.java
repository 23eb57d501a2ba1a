/**
 * Kind {@code qdrant}: collections of a Qdrant server, over gRPC.
 *
 * <p>May use: {@code source}, {@code outbound}, {@code guard}, {@code passage}, {@code text},
 * Qdrant's client, gRPC, Netty.
 *
 * <p>Start at {@link dev.tributary.source.qdrant.QdrantSource}.
 */
@NullMarked
package dev.tributary.source.qdrant;

import org.jspecify.annotations.NullMarked;
