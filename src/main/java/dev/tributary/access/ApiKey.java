package dev.tributary.access;

import java.util.HexFormat;

/**
 * Someone who may call.
 *
 * @param name for the operator; two keys may share it while one replaces the other
 * @param sha256 of the key, 64 lower-case hex digits; the key itself is nowhere
 * @param admin whether sources may be tried and written
 */
record ApiKey(String name, String sha256, boolean admin) {
  /** The hash as bytes. */
  byte[] hash() {
    return HexFormat.of().parseHex(sha256);
  }

  @Override
  public String toString() {
    return "ApiKey(" + name + (admin ? ", admin)" : ")");
  }
}
