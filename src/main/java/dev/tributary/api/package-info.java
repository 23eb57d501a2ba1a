/**
 * HTTP and JSON: requests are read strictly, answers and problems are written, nothing is decided.
 *
 * <p>May use: {@code retrieval} and what its types are made of.
 *
 * <p>Start at {@link dev.tributary.api.RetrieveResource}.
 */
@NullMarked
package dev.tributary.api;

import org.jspecify.annotations.NullMarked;
