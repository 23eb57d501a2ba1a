/**
 * Kind {@code llm}: a language model's own answer as one passage, marked as generated.
 *
 * <p>May use: {@code source}, {@code source.http}.
 *
 * <p>Start at {@link dev.tributary.source.llm.LlmSource}.
 */
@NullMarked
package dev.tributary.source.llm;

import org.jspecify.annotations.NullMarked;
