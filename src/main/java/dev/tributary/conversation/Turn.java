package dev.tributary.conversation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that was said before the question.
 *
 * @param content at most {@value #MAX_LENGTH} characters
 */
public record Turn(Role role, String content) {
  /** The most characters of one turn. */
  public static final int MAX_LENGTH = 20_000;

  /** The most turns of a history. */
  public static final int MAX_TURNS = 100;

  /** Who said it. */
  public enum Role {
    USER,
    ASSISTANT,
    /** Said to the assistant by its operator: nothing that is talked about. */
    SYSTEM;

    /** The word in JSON. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The role of a word. */
    public static Optional<Role> of(String wireName) {
      return Arrays.stream(values()).filter(r -> r.wireName().equals(wireName)).findFirst();
    }

    /** All words, in order. */
    public static List<String> wireNames() {
      return Arrays.stream(values()).map(Role::wireName).toList();
    }
  }

  public Turn {
    if (content.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a turn has at most " + MAX_LENGTH + " characters");
    }
  }
}
