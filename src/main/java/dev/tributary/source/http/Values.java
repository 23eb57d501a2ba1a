package dev.tributary.source.http;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Filter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the places of a template are filled with, for one call.
 *
 * @param question in the form that the API takes
 * @param limit how many hits this call asks for
 * @param page counted from 0
 * @param cursor what the page before named this one; null on the first
 * @param firstPage the number that the API gives its first page
 * @param deadline of the call
 * @param hops how many servers of this kind the question went through, this one included
 * @param filter the whole filter, or null
 * @param equal what single keys must equal, when the filter says no more than that
 * @param id of the hit whose text is wanted, or null
 */
record Values(
    String question,
    int limit,
    int page,
    @Nullable String cursor,
    int firstPage,
    Deadline deadline,
    int hops,
    @Nullable Filter filter,
    Map<String, Object> equal,
    @Nullable String id) {
  static final String QUESTION = "question";
  static final String LIMIT = "limit";
  static final String OFFSET = "offset";
  static final String PAGE = "page";
  static final String CURSOR = "cursor";
  static final String DEADLINE = "deadline";
  static final String HOPS = "hops";
  static final String FILTER = "filter";
  static final String ID = "id";

  /** What the names of places begin with that stand for one key of a filter. */
  static final String FILTER_KEY = "filter.";

  /** The number of the first hit, counted from 1. */
  static final String START = "start";

  /** Fixed when the server starts. */
  static final String KEY = "key";

  static final String LANGUAGE = "lang";

  /** What the names of places begin with that the operator fills. */
  static final String WITH = "with.";

  /** What a call of one hit is filled with. */
  static Values ofHit(String id, Deadline deadline) {
    return new Values("", 1, 0, null, 1, deadline, 0, null, Map.of(), id);
  }

  /** The same for another page. */
  Values onPage(int number, @Nullable String named, Deadline until) {
    return new Values(question, limit, number, named, firstPage, until, hops, filter, equal, id);
  }

  /** A String, Number, Boolean or {@link Filter}; null when there is none. */
  @Nullable Object of(String place) {
    return switch (place) {
      case QUESTION -> question;
      case LIMIT -> limit;
      case OFFSET -> page * limit;
      case START -> page * limit + 1;
      case PAGE -> firstPage + page;
      case CURSOR -> cursor;
      case DEADLINE -> deadline.remaining().toMillis();
      case HOPS -> hops;
      case FILTER -> filter;
      case ID -> id;
      default -> place.startsWith(FILTER_KEY) ? equal.get(place.substring(7)) : null;
    };
  }
}
