package dev.tributary.conversation;

import dev.tributary.passage.Question;
import org.jspecify.annotations.Nullable;

/**
 * A question that stands alone.
 *
 * @param question as the sources are asked
 * @param degraded why no model could condense it, though one is there; null when all went well
 */
public record Condensed(Question question, @Nullable String degraded) {}
