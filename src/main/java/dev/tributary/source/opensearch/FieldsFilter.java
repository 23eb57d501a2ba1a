package dev.tributary.source.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.passage.Filter;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoredNumbers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A filter over the fields of an index that somebody else made. Values of another type than the
 * field's match nothing, as in {@link Filter#matches}; a key whose field cannot be compared exactly
 * is refused.
 */
record FieldsFilter(IndexShape shape) implements FilterQuery {
  private static final int DEFAULT_IGNORE_ABOVE = Integer.MAX_VALUE;

  @Override
  public JsonNode equal(String key, Object value) {
    Field field = field(key);
    @Nullable JsonNode exact = field.exact(value);
    return exact == null
        ? Queries.nothing()
        : Queries.terms(field.path, Queries.array().add(exact));
  }

  @Override
  public JsonNode in(String key, List<?> values) {
    Field field = field(key);
    ArrayNode terms = Queries.array();
    for (Object value : values) {
      @Nullable JsonNode exact = field.exact(value);
      if (exact != null) {
        terms.add(exact);
      }
    }
    return Queries.terms(field.path, terms);
  }

  @Override
  public JsonNode range(String key, Filter.Operator operator, Object value) {
    Field field = field(key);
    return switch (value) {
      case String text when field.type.isText() ->
          Queries.range(field.path, Queries.object().put(operator.wireName(), field.within(text)));
      case Number number when field.type.isNumber() ->
          field.range(operator, StoredNumbers.decimal(number));
      case Object _ -> Queries.nothing();
    };
  }

  private Field field(String key) {
    String path = shape.metadataPath(key);
    for (String candidate : shape.withSubFields(path)) {
      JsonNode mapping = shape.mapping(candidate);
      @Nullable Type type = Type.of(mapping);
      if (type != null) {
        return new Field(candidate, type, mapping.path("ignore_above").asInt(DEFAULT_IGNORE_ABOVE));
      }
    }
    JsonNode mapping = shape.mapping(path);
    throw new SourceException(
        ErrorKind.UNSUPPORTED,
        "%s cannot filter by \"%s\": %s"
            .formatted(
                shape.target(),
                key,
                mapping.isMissingNode()
                    ? "no such field is indexed"
                    : "a field of type " + mapping.path("type").asText("object")));
  }

  /** The types of fields that compare as the reference does. */
  private enum Type {
    KEYWORD(0, 0),
    BOOLEAN(0, 0),
    DOUBLE(0, 0),
    BYTE(Byte.MIN_VALUE, Byte.MAX_VALUE),
    SHORT(Short.MIN_VALUE, Short.MAX_VALUE),
    INTEGER(Integer.MIN_VALUE, Integer.MAX_VALUE),
    LONG(Long.MIN_VALUE, Long.MAX_VALUE);

    private final BigDecimal least;
    private final BigDecimal most;

    Type(long least, long most) {
      this.least = BigDecimal.valueOf(least);
      this.most = BigDecimal.valueOf(most);
    }

    static @Nullable Type of(JsonNode mapping) {
      if (!mapping.path("index").asBoolean(true) || mapping.has("normalizer")) {
        return null;
      }
      return switch (mapping.path("type").asText()) {
        case "keyword" -> KEYWORD;
        case "boolean" -> BOOLEAN;
        case "double" -> DOUBLE;
        case "byte" -> BYTE;
        case "short" -> SHORT;
        case "integer" -> INTEGER;
        case "long" -> LONG;
        default -> null;
      };
    }

    boolean isText() {
      return this == KEYWORD;
    }

    boolean isNumber() {
      return this != KEYWORD && this != BOOLEAN;
    }

    boolean isWhole() {
      return isNumber() && this != DOUBLE;
    }
  }

  private record Field(String path, Type type, int longest) {
    /** The value as the index holds it; null when it can hold no such value. */
    @Nullable JsonNode exact(Object value) {
      return switch (value) {
        case String text when type.isText() -> Queries.text(within(text));
        case Boolean truth when type == Type.BOOLEAN -> Queries.truth(truth);
        case Number number when type.isWhole() -> whole(StoredNumbers.decimal(number));
        case Number number when type == Type.DOUBLE ->
            Queries.number(real(StoredNumbers.decimal(number)));
        case Object _ -> null;
      };
    }

    /** Texts beyond a length may be left out of an index: it cannot tell who has them. */
    String within(String text) {
      if (text.length() > longest) {
        throw new SourceException(
            ErrorKind.UNSUPPORTED,
            "field \"%s\" holds texts of at most %d characters, not %d"
                .formatted(path, longest, text.length()));
      }
      return text;
    }

    private @Nullable JsonNode whole(BigDecimal number) {
      boolean possible =
          number.stripTrailingZeros().scale() <= 0
              && number.compareTo(type.least) >= 0
              && number.compareTo(type.most) <= 0;
      return possible ? Queries.number(number.longValueExact()) : null;
    }

    private double real(BigDecimal number) {
      double real = number.doubleValue();
      if (!Double.isFinite(real) || StoredNumbers.ofDouble(real).compareTo(number) != 0) {
        throw new SourceException(
            ErrorKind.UNSUPPORTED, "field \"%s\" holds no number as exact".formatted(path));
      }
      return real;
    }

    JsonNode range(Filter.Operator operator, BigDecimal number) {
      ObjectNode bounds = Queries.object();
      if (type == Type.DOUBLE) {
        return Queries.range(path, bounds.put(operator.wireName(), real(number)));
      }
      boolean up = operator == Filter.Operator.GT || operator == Filter.Operator.GTE;
      // First near to what the type holds: rounding 1E+1000000000 would fill the memory.
      BigDecimal near =
          number.max(type.least.subtract(BigDecimal.ONE)).min(type.most.add(BigDecimal.ONE));
      BigDecimal bound =
          switch (operator) {
            case GT -> near.setScale(0, RoundingMode.FLOOR).add(BigDecimal.ONE);
            case GTE -> near.setScale(0, RoundingMode.CEILING);
            case LT -> near.setScale(0, RoundingMode.CEILING).subtract(BigDecimal.ONE);
            case LTE -> near.setScale(0, RoundingMode.FLOOR);
            case EQ, NE, IN, NIN -> throw new IllegalArgumentException(operator + " is no range");
          };
      if (up ? bound.compareTo(type.most) > 0 : bound.compareTo(type.least) < 0) {
        return Queries.nothing();
      }
      long clamped = bound.max(type.least).min(type.most).longValueExact();
      return Queries.range(path, bounds.put(up ? "gte" : "lte", clamped));
    }
  }
}
