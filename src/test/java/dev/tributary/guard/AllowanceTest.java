package dev.tributary.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AllowanceTest {
  private Instant now = Instant.parse("2026-03-01T22:00:00Z");

  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  @Test
  void absurd_use_is_not_believed() {
    var ledger = new Allowance.Ledger(new Allowance(1_000, Double.MAX_VALUE, 0, 0), clock);
    ledger.setAside(1, 1).settle(Long.MAX_VALUE, Long.MAX_VALUE);
    assertThatThrownBy(() -> ledger.setAside(1, 0)).isInstanceOf(RuntimeException.class);
    now = now.plus(Duration.ofDays(1));
    ledger.setAside(1, 1).settle(Long.MIN_VALUE, -5);
    ledger.setAside(500, 500);
    assertThatThrownBy(() -> ledger.setAside(1, 0)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void day_ends_when_its_tokens_are_spent_and_the_next_begins_at_midnight() {
    var ledger = new Allowance.Ledger(new Allowance(1_000, Double.MAX_VALUE, 0, 0), clock);
    ledger.setAside(500, 300).settle(100, 100);
    ledger.setAside(500, 300);
    assertThatThrownBy(() -> ledger.setAside(1, 0))
        .isInstanceOfSatisfying(
            RateLimitedException.class,
            e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofHours(2)))
        .hasMessageContaining("1000 of 1000 tokens");
    now = now.plus(Duration.ofHours(2));
    ledger.setAside(1_000, 0);
  }

  @Test
  void day_ends_when_its_cost_is_reached() {
    var ledger = new Allowance.Ledger(new Allowance(1_000_000, 1.0, 2, 8), clock);
    ledger.setAside(100_000, 100_000).settle(100_000, 50_000);
    ledger.setAside(0, 50_000);
    assertThatThrownBy(() -> ledger.setAside(1, 0)).isInstanceOf(RateLimitedException.class);
  }

  @Test
  void what_was_set_aside_yesterday_is_not_given_back_today() {
    var ledger = new Allowance.Ledger(new Allowance(1_000, Double.MAX_VALUE, 0, 0), clock);
    var late = ledger.setAside(0, 1_000);
    now = now.plus(Duration.ofHours(3));
    ledger.setAside(0, 1_000);
    late.settle(0, 0);
    assertThatThrownBy(() -> ledger.setAside(1, 0)).isInstanceOf(RateLimitedException.class);
  }
}
