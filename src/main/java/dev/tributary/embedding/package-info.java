/**
 * Texts become vectors: in process by ONNX, or by any OpenAI-compatible server.
 *
 * <p>May use: {@code passage}, {@code guard}, {@code outbound}.
 *
 * <p>Start at {@link dev.tributary.embedding.Embedder}.
 */
@NullMarked
package dev.tributary.embedding;

import org.jspecify.annotations.NullMarked;
