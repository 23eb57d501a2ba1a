package dev.tributary.guard;

/**
 * What may be spent on second tries: a share of the first ones, so that retries cannot double the
 * load on who is already in trouble.
 *
 * <p>Each first try earns {@value #EARNED} of a token, up to {@value #CAPACITY}; each second try
 * costs one.
 */
public final class Budget {
  /** Tokens a first try earns: at most one second try in ten. */
  public static final double EARNED = 0.1;

  /** The most tokens that can be saved, and what it starts with. */
  public static final double CAPACITY = 10;

  private double tokens = CAPACITY;

  /** A first try was made. */
  public synchronized void earn() {
    tokens = Math.min(CAPACITY, tokens + EARNED);
  }

  /** Whether a second try may be made; it is paid for when it may. */
  public synchronized boolean spend() {
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
