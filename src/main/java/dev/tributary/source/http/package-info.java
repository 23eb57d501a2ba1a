/**
 * Kind {@code http}: any JSON API that takes a question, described by configuration alone.
 *
 * <p>May use: {@code source}, {@code outbound}, {@code text}, Jackson, JsonPath.
 *
 * <p>Start at {@link dev.tributary.source.http.HttpSource}.
 */
@NullMarked
package dev.tributary.source.http;

import org.jspecify.annotations.NullMarked;
