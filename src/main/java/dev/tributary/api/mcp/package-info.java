/**
 * The agents' door: tools of the Model Context Protocol at {@code /mcp}, over what {@link
 * dev.tributary.api.AgentDoor} does.
 *
 * <p>May use: {@code api}.
 *
 * <p>Start at {@link dev.tributary.api.mcp.Tools}.
 */
@NullMarked
package dev.tributary.api.mcp;

import org.jspecify.annotations.NullMarked;
