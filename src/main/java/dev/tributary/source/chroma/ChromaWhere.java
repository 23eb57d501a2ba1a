package dev.tributary.source.chroma;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.passage.Filter;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoredNumbers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A filter as Chroma's {@code where}, with the meaning of {@link Filter#matches}.
 *
 * <p>Chroma keeps whole and broken numbers apart, and cuts a broken one off before it compares it
 * with whole ones: to it 1 equals 1.5. So the whole numbers beside a broken one are taken out of
 * what equals it, and a broken bound becomes two. Lists lie in the keys that {@link ListKeys}
 * makes.
 */
final class ChromaWhere {
  /** Beyond it a whole number and a broken one no longer compare exactly. */
  private static final BigDecimal MAX_EXACT = BigDecimal.valueOf(1L << 53);

  /** As many conditions side by side: the SQLite below Chroma nests them, at most 1,000 deep. */
  private static final int SIDE_BY_SIDE = 100;

  /** That many it can bind, where each value takes up to sixteen of its 32,766 variables. */
  private static final int MAX_VALUES = 2_000;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ChromaWhere() {}

  /**
   * @throws SourceException UNSUPPORTED for what Chroma cannot compare: an order of strings, an
   *     order of numbers beyond 2^53, keys that are words of its own, too many values
   */
  static ObjectNode of(Filter filter) {
    if (values(filter) > MAX_VALUES) {
      throw unsupported("more than " + MAX_VALUES + " values");
    }
    return where(filter);
  }

  private static int values(Filter filter) {
    return switch (filter) {
      case Filter.Comparison c -> c.value() instanceof List<?> list ? list.size() : 1;
      case Filter.Compound c -> c.filters().stream().mapToInt(ChromaWhere::values).sum();
    };
  }

  private static ObjectNode where(Filter filter) {
    return switch (filter) {
      case Filter.Comparison comparison -> comparison(comparison);
      case Filter.Compound compound ->
          join(
              compound.join() == Filter.Compound.Join.AND ? "$and" : "$or",
              compound.filters().stream().map(ChromaWhere::where).toList());
    };
  }

  private static ObjectNode comparison(Filter.Comparison c) {
    String key = c.key();
    if (key.startsWith("$")) {
      throw unsupported("a key that begins with $");
    }
    return switch (c.operator()) {
      case EQ -> equal(key, c.value());
      case NE -> unequal(key, c.value());
      case IN -> join("$or", ((List<?>) c.value()).stream().map(v -> equal(key, v)).toList());
      case NIN -> join("$and", ((List<?>) c.value()).stream().map(v -> unequal(key, v)).toList());
      case GT -> order(key, c.value(), true, false, ListKeys.greatest(key));
      case GTE -> order(key, c.value(), true, true, ListKeys.greatest(key));
      case LT -> order(key, c.value(), false, false, ListKeys.least(key));
      case LTE -> order(key, c.value(), false, true, ListKeys.least(key));
    };
  }

  private static ObjectNode equal(String key, Object value) {
    ObjectNode inList = where(ListKeys.member(key, value), "$eq", JSON.booleanNode(true));
    return isHeld(value) ? join("$or", List.of(scalarEqual(key, value), inList)) : inList;
  }

  private static ObjectNode unequal(String key, Object value) {
    ObjectNode inList = where(ListKeys.member(key, value), "$ne", JSON.booleanNode(true));
    return isHeld(value) ? join("$and", List.of(scalarUnequal(key, value), inList)) : inList;
  }

  private static ObjectNode scalarEqual(String key, Object value) {
    List<ObjectNode> all = new ArrayList<>(List.of(where(key, "$eq", json(value))));
    wholesBeside(value).forEach(whole -> all.add(where(key, "$ne", whole)));
    return join("$and", all);
  }

  private static ObjectNode scalarUnequal(String key, Object value) {
    List<ObjectNode> any = new ArrayList<>(List.of(where(key, "$ne", json(value))));
    wholesBeside(value).forEach(whole -> any.add(where(key, "$eq", whole)));
    return join("$or", any);
  }

  /** The whole numbers that Chroma may take a broken one for. */
  private static List<JsonNode> wholesBeside(Object value) {
    if (!(value instanceof Number number)) {
      return List.of();
    }
    BigDecimal exact = StoredNumbers.decimal(number);
    return StoredNumbers.isLong(exact) || exact.abs().compareTo(MAX_EXACT) > 0
        ? List.of()
        : List.of(
            json(exact.setScale(0, RoundingMode.FLOOR)),
            json(exact.setScale(0, RoundingMode.CEILING)));
  }

  /**
   * @param extreme the key of the list's number that decides
   */
  private static ObjectNode order(
      String key, Object value, boolean upwards, boolean inclusive, String extreme) {
    return switch (value) {
      case Number number -> {
        BigDecimal bound = StoredNumbers.decimal(number);
        if (bound.abs().compareTo(MAX_EXACT) > 0) {
          throw unsupported("an order of numbers beyond 2^53");
        }
        List<ObjectNode> any = new ArrayList<>(bounds(key, bound, upwards, inclusive));
        any.addAll(bounds(extreme, bound, upwards, inclusive));
        yield join("$or", any);
      }
      case String _ -> throw unsupported("an order of strings");
      // Nothing else has an order, so nothing matches.
      default -> join("$and", List.of(equal(key, value), unequal(key, value)));
    };
  }

  private static List<ObjectNode> bounds(
      String key, BigDecimal bound, boolean upwards, boolean inclusive) {
    String beyond = upwards ? "$gt" : "$lt";
    if (StoredNumbers.isLong(bound)) {
      return List.of(where(key, inclusive ? beyond + "e" : beyond, json(bound)));
    }
    RoundingMode outwards = upwards ? RoundingMode.CEILING : RoundingMode.FLOOR;
    double nearest = bound.doubleValue();
    List<ObjectNode> any = new ArrayList<>();
    any.add(where(key, beyond, JSON.numberNode(nearest)));
    any.add(where(key, beyond + "e", json(bound.setScale(0, outwards))));
    int side = StoredNumbers.ofDouble(nearest).compareTo(bound);
    if (side == 0 ? inclusive : side > 0 == upwards) {
      any.add(scalarEqual(key, nearest));
    }
    return any;
  }

  /** Whether anything of Chroma's equals it; strings and booleans always may. */
  private static boolean isHeld(Object value) {
    return !(value instanceof Number number) || StoredNumbers.isExact(number);
  }

  private static JsonNode json(Object value) {
    return switch (value) {
      case Number number -> JSON.pojoNode(StoredNumbers.kept(number));
      case Boolean bool -> JSON.booleanNode(bool);
      default -> JSON.textNode(value.toString());
    };
  }

  private static ObjectNode where(String key, String operator, JsonNode value) {
    ObjectNode where = JSON.objectNode();
    where.putObject(key).set(operator, value);
    return where;
  }

  private static ObjectNode join(String join, List<ObjectNode> all) {
    if (all.size() == 1) {
      return all.getFirst();
    }
    ObjectNode where = JSON.objectNode();
    ArrayNode list = where.putArray(join);
    if (all.size() <= SIDE_BY_SIDE) {
      all.forEach(list::add);
    } else {
      for (int i = 0; i < all.size(); i += SIDE_BY_SIDE) {
        list.add(join(join, all.subList(i, Math.min(i + SIDE_BY_SIDE, all.size()))));
      }
    }
    return where;
  }

  private static SourceException unsupported(String what) {
    return new SourceException(
        ErrorKind.UNSUPPORTED, "Chroma cannot apply the filter: it has no way for " + what);
  }
}
