package dev.tributary.source;

import java.util.regex.Pattern;

/** The rule for names of sources. */
public final class SourceName {
  /** What a name looks like. */
  public static final String RULE = "[a-z0-9][a-z0-9._-]{0,63}";

  private static final Pattern PATTERN = Pattern.compile(RULE);

  private SourceName() {}

  /** Whether a name keeps the rule. */
  public static boolean isValid(String name) {
    return PATTERN.matcher(name).matches();
  }
}
