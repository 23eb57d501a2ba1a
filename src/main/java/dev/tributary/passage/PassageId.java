package dev.tributary.passage;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The name of a passage over all sources: {@code <source>:<native id>}, the native id
 * percent-encoded, the chunk of a split document as {@code #n}.
 */
public final class PassageId {
  private PassageId() {}

  /** The id of a passage that is a whole document of its source. */
  public static String of(String source, String nativeId) {
    return source + ":" + encode(nativeId);
  }

  /** The id of the {@code chunk}-th part (from 0) of a document. */
  public static String ofChunk(String source, String nativeId, int chunk) {
    return of(source, nativeId) + "#" + chunk;
  }

  /**
   * The id of a passage whose source has no ids: the first 16 hex digits of SHA-256 over url and
   * text.
   */
  public static String ofContent(String source, @Nullable String url, String text) {
    MessageDigest sha = Sha256.digest();
    sha.update((url == null ? "" : url).getBytes(StandardCharsets.UTF_8));
    sha.update((byte) 0);
    byte[] digest = sha.digest(text.getBytes(StandardCharsets.UTF_8));
    return source + ":" + HexFormat.of().formatHex(digest, 0, 8);
  }

  /** Whether an id names a part of a split document. */
  public static boolean isChunk(String id) {
    return id.indexOf('#') >= 0;
  }

  /** Which part of its document a passage is, from 0; -1 for one that is not a single part. */
  public static int chunk(String id) {
    String number = part(id);
    boolean isNumber = !number.isEmpty() && number.length() < 10;
    for (int i = 0; i < number.length(); i++) {
      isNumber &= number.charAt(i) >= '0' && number.charAt(i) <= '9';
    }
    return isNumber ? Integer.parseInt(number) : -1;
  }

  /** The id of the document that a part is of. */
  public static String document(String id) {
    int hash = id.indexOf('#');
    return hash < 0 ? id : id.substring(0, hash);
  }

  /** The id of several parts that stand one behind the other: {@code docs:guide#2-4}. */
  public static String ofChunks(String first, String last) {
    return document(first) + "#" + chunk(first) + "-" + chunk(last);
  }

  /**
   * What says which part of its document a passage is, {@code 2} or {@code 2-4}; empty for a whole.
   */
  public static String part(String id) {
    int hash = id.indexOf('#');
    return hash < 0 ? "" : id.substring(hash + 1);
  }

  /** The source's name in a passage id. */
  public static String source(String id) {
    return id.substring(0, Math.max(0, id.indexOf(':')));
  }

  /**
   * The document's native id in a passage id, decoded and without the chunk; what was never encoded
   * stays as it is.
   */
  public static String nativeId(String id) {
    int start = id.indexOf(':') + 1;
    int hash = id.indexOf('#', start);
    String encoded = id.substring(start, hash < 0 ? id.length() : hash);
    try {
      return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return encoded;
    }
  }

  private static String encode(String nativeId) {
    return isPlain(nativeId)
        ? nativeId
        : URLEncoder.encode(nativeId, StandardCharsets.UTF_8)
            .replace("+", "%20")
            .replace("%2F", "/")
            .replace("%3A", ":");
  }

  private static boolean isPlain(String id) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!alphanumeric && "-_./:".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
