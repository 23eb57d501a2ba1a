/**
 * A question that leans on what was said before becomes one that stands alone: by its words, or by
 * a language model where the operator wants one.
 *
 * <p>May use: {@code passage}, {@code text}, {@code guard}, {@code outbound}.
 *
 * <p>Start at {@link dev.tributary.conversation.Condenser}.
 */
@NullMarked
package dev.tributary.conversation;

import org.jspecify.annotations.NullMarked;
