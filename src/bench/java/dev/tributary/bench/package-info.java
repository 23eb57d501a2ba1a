/**
 * Programs that measure, run by hand; no part of the server.
 *
 * <p>May use: everything.
 *
 * <p>Start at the program whose question is yours.
 */
@NullMarked
package dev.tributary.bench;

import org.jspecify.annotations.NullMarked;
