package dev.tributary.guard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What may be spent on a day. A call first sets aside the most it can cost; what it did cost is
 * booked when it is known, and all that was set aside when it never is.
 *
 * @param tokens of questions and answers
 * @param cost of both, in whatever currency the prices are
 * @param inputPrice of a million tokens of questions
 * @param outputPrice of a million tokens of answers
 */
public record Allowance(long tokens, double cost, double inputPrice, double outputPrice) {
  private static final double MILLION = 1_000_000;

  /** Tokens of one call, whatever is said of it: more would overflow the sum of a day. */
  private static final int MOST_BELIEVED = 10_000_000;

  /** So many tokens a day, whatever they cost. */
  public static Allowance ofTokens(long tokens) {
    return new Allowance(tokens, Double.MAX_VALUE, 0, 0);
  }

  double costOf(long input, long output) {
    return (input * inputPrice + output * outputPrice) / MILLION;
  }

  /** Keeps one allowance, day by day. */
  public static final class Ledger {
    private final Allowance allowance;
    private final Clock clock;
    private LocalDate day = LocalDate.EPOCH;
    private long tokens;
    private double cost;

    public Ledger(Allowance allowance, Clock clock) {
      this.allowance = allowance;
      this.clock = clock;
    }

    /**
     * Sets aside the most that a call can cost.
     *
     * @throws RateLimitedException when the day's allowance does not suffice
     */
    public synchronized Entry setAside(long input, long output) {
      LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
      if (!today.equals(day)) {
        day = today;
        tokens = 0;
        cost = 0;
      }
      double price = allowance.costOf(input, output);
      if (tokens + input + output > allowance.tokens || cost + price > allowance.cost) {
        Instant midnight = today.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        throw new RateLimitedException(
            "not asked: the day's allowance is spent (%d of %d tokens)"
                .formatted(tokens, allowance.tokens),
            Duration.between(clock.instant(), midnight));
      }
      book(input + output, price);
      return new Entry(day, input, output);
    }

    private void book(long spent, double price) {
      tokens += spent;
      cost += price;
    }

    /** What was set aside for one call. */
    public final class Entry {
      private final LocalDate of;
      private final long input;
      private final long output;

      private Entry(LocalDate of, long input, long output) {
        this.of = of;
        this.input = input;
        this.output = output;
      }

      /** Books what the call did cost instead, within what any call can have cost. */
      public void settle(long usedInput, long usedOutput) {
        long in = Math.clamp(usedInput, 0, MOST_BELIEVED);
        long out = Math.clamp(usedOutput, 0, MOST_BELIEVED);
        synchronized (Ledger.this) {
          if (of.equals(day)) {
            book(
                in + out - input - output,
                allowance.costOf(in, out) - allowance.costOf(input, output));
          }
        }
      }
    }
  }
}
