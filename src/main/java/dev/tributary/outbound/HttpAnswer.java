package dev.tributary.outbound;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * What an endpoint answered.
 *
 * @param status of HTTP
 * @param headers case-insensitive
 * @param body whole, decompressed, within the cap
 */
public record HttpAnswer(int status, MultiMap headers, Buffer body) {}
