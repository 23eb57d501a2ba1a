package dev.tributary.source.weaviate;

import dev.tributary.passage.Filter;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoredNumbers;
import dev.tributary.source.weaviate.WeaviateCollection.Property;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A filter as Weaviate's {@code where}, with the meaning of {@link Filter#matches}: over the {@link
 * MetadataTerms} of a collection of this server's, over the properties of one of others.
 */
final class WeaviateFilter {
  private static final String NEVER =
      "{path: [\"id\"], operator: Equal, valueText: \"00000000-0000-0000-0000-000000000000\"}";

  private final WeaviateCollection collection;
  private final StoreFields names;

  WeaviateFilter(WeaviateCollection collection, StoreFields names) {
    this.collection = collection;
    this.names = names;
  }

  /** Terms are equal or not; properties of numbers have an order too. */
  static Set<Filter.Operator> operators(StoreFields names) {
    return names.hasFlatMetadata()
        ? EnumSet.complementOf(EnumSet.of(Filter.Operator.NE, Filter.Operator.NIN))
        : EnumSet.of(Filter.Operator.EQ, Filter.Operator.IN);
  }

  /**
   * @throws SourceException UNSUPPORTED when the property's type or index cannot tell
   */
  String of(Filter filter) {
    return switch (filter) {
      case Filter.Comparison c -> names.hasFlatMetadata() ? byProperty(c) : byTerms(c);
      case Filter.Compound c ->
          join(
              c.join() == Filter.Compound.Join.AND ? "And" : "Or",
              c.filters().stream().map(this::of).toList());
    };
  }

  private String byTerms(Filter.Comparison c) {
    List<?> values = c.value() instanceof List<?> list ? list : List.of(c.value());
    return where(
        MetadataTerms.property(names.metadata()),
        "ContainsAny",
        "valueText",
        GraphQl.texts(values.stream().map(v -> MetadataTerms.term(c.key(), v)).toList()));
  }

  private String byProperty(Filter.Comparison c) {
    @Nullable Property property = collection.properties().get(c.key());
    if (property == null) {
      return NEVER;
    }
    String type = property.type().replace("[]", "");
    return switch (c.operator()) {
      case EQ -> equal(c.key(), type, property, c.value());
      case IN ->
          join(
              "Or",
              ((List<?>) c.value())
                  .stream().map(value -> equal(c.key(), type, property, value)).toList());
      case GT, GTE, LT, LTE -> order(c, type);
      case NE, NIN -> throw unsupported(c.operator().wireName());
    };
  }

  private static String equal(String key, String type, Property property, Object value) {
    return switch (type) {
      case "text", "string" -> {
        if (!property.isWhole()) {
          throw unsupported("\"" + key + "\", which is indexed word by word");
        }
        yield value instanceof String text
            ? where(key, "Equal", "valueText", GraphQl.text(text))
            : NEVER;
      }
      case "boolean" ->
          value instanceof Boolean ? where(key, "Equal", "valueBoolean", value.toString()) : NEVER;
      case "int" ->
          value instanceof Number n && StoredNumbers.isLong(StoredNumbers.decimal(n))
              ? where(key, "Equal", "valueInt", StoredNumbers.kept(n).toString())
              : NEVER;
      case "number" ->
          value instanceof Number n && StoredNumbers.isExact(n)
              ? where(key, "Equal", "valueNumber", String.valueOf(n.doubleValue()))
              : NEVER;
      default -> throw unsupported("\"" + key + "\", which is of type " + type);
    };
  }

  private static String order(Filter.Comparison c, String type) {
    if (c.value() instanceof Boolean) {
      return NEVER;
    }
    if (!(c.value() instanceof Number number)) {
      throw unsupported("an order of strings");
    }
    boolean upwards = c.operator() == Filter.Operator.GT || c.operator() == Filter.Operator.GTE;
    boolean inclusive = c.operator() == Filter.Operator.GTE || c.operator() == Filter.Operator.LTE;
    String operator = upwards ? "GreaterThan" : "LessThan";
    return switch (type) {
      case "int" -> {
        BigDecimal bound = StoredNumbers.decimal(number);
        BigDecimal whole = bound.setScale(0, upwards ? RoundingMode.CEILING : RoundingMode.FLOOR);
        if (!StoredNumbers.isLong(whole)) {
          throw unsupported("whole numbers beyond 64 bits");
        }
        boolean touches = inclusive || whole.compareTo(bound) != 0;
        yield where(
            c.key(),
            touches ? operator + "Equal" : operator,
            "valueInt",
            String.valueOf(whole.longValueExact()));
      }
      case "number" -> {
        if (!StoredNumbers.isExact(number)) {
          throw unsupported("numbers that are no doubles");
        }
        yield where(
            c.key(),
            inclusive ? operator + "Equal" : operator,
            "valueNumber",
            String.valueOf(number.doubleValue()));
      }
      case "text", "string", "boolean" -> NEVER;
      default -> throw unsupported("\"" + c.key() + "\", which is of type " + type);
    };
  }

  static String where(String property, String operator, String type, String value) {
    return "{path: [%s], operator: %s, %s: %s}"
        .formatted(GraphQl.text(property), operator, type, value);
  }

  private static String join(String operator, List<String> operands) {
    return operands.size() == 1
        ? operands.getFirst()
        : operands.stream()
            .collect(Collectors.joining(", ", "{operator: " + operator + ", operands: [", "]}"));
  }

  private static SourceException unsupported(String what) {
    return new SourceException(
        ErrorKind.UNSUPPORTED, "Weaviate cannot apply the filter: it has no exact way for " + what);
  }
}
