package dev.tributary.source.http;

import dev.tributary.guard.SystemTimers;
import dev.tributary.source.Rehearsal;
import dev.tributary.source.RehearsalContract;
import java.util.Map;

class HttpRehearsalTest extends RehearsalContract {
  @Override
  protected Rehearsal rehearsal(Map<String, String> keys) {
    return new HttpRehearsal(callers.next(), new SystemTimers());
  }
}
