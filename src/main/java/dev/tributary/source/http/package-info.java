/**
 * Kind {@code http}: any JSON API that takes a question, described by configuration alone; and
 * {@code JsonApi}, by which other kinds speak to their stores.
 *
 * <p>May use: {@code source}, {@code outbound}, {@code text}, Jackson, JsonPath.
 *
 * <p>Start at {@link dev.tributary.source.http.HttpSource}, or at {@link
 * dev.tributary.source.http.JsonApi}.
 */
@NullMarked
package dev.tributary.source.http;

import org.jspecify.annotations.NullMarked;
