package dev.tributary.source.qdrant;

import dev.tributary.passage.Filter;
import dev.tributary.source.StoreFields;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.grpc.Common;
import io.qdrant.client.grpc.Common.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A filter as Qdrant's, which holds for the points that {@link Filter#matches} does.
 *
 * <p>Numbers are asked for by a range even where they shall be equal, since Qdrant's own match
 * tells 2 from 2.0; {@link Ranges} says what else has to be minded.
 */
final class FilterConditions {
  private final StoreFields names;

  private FilterConditions(StoreFields names) {
    this.names = names;
  }

  /**
   * The filter for a collection with such fields.
   *
   * @throws dev.tributary.source.SourceException UNSUPPORTED when Qdrant cannot say it
   */
  static Common.Filter of(Filter filter, StoreFields names) {
    return Common.Filter.newBuilder()
        .addMust(new FilterConditions(names).condition(filter))
        .build();
  }

  private Condition condition(Filter filter) {
    return switch (filter) {
      case Filter.Comparison c -> comparison(c);
      case Filter.Compound c -> {
        List<Condition> parts = c.filters().stream().map(this::condition).toList();
        yield switch (c.join()) {
          case AND -> ConditionFactory.filter(Common.Filter.newBuilder().addAllMust(parts).build());
          case OR -> any(parts);
        };
      }
    };
  }

  private Condition comparison(Filter.Comparison c) {
    return switch (c.operator()) {
      case EQ -> anywhere(c.key(), path -> equal(path, c.value()));
      case NE -> not(anywhere(c.key(), path -> equal(path, c.value())));
      case IN -> anywhere(c.key(), path -> in(path, (List<?>) c.value()));
      case NIN -> not(anywhere(c.key(), path -> in(path, (List<?>) c.value())));
      case GT, GTE, LT, LTE ->
          anywhere(c.key(), path -> Ranges.beyond(path, c.key(), c.operator(), c.value()));
    };
  }

  private Condition anywhere(String key, Function<String, Condition> at) {
    return names.isMetadata(key)
        ? any(PayloadPaths.metadata(key, names).stream().map(at).toList())
        : Ranges.nowhere();
  }

  private static Condition equal(String path, Object value) {
    return switch (value) {
      case String text -> ConditionFactory.matchKeyword(path, text);
      case Boolean flag -> ConditionFactory.match(path, flag);
      case Number number -> Ranges.equal(path, number);
      default -> throw new IllegalArgumentException("not a scalar: " + value.getClass());
    };
  }

  private static Condition in(String path, List<?> values) {
    List<Condition> any = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (Object value : values) {
      if (value instanceof String text) {
        texts.add(text);
      } else {
        any.add(equal(path, value));
      }
    }
    if (!texts.isEmpty()) {
      any.add(ConditionFactory.matchKeywords(path, texts));
    }
    return any(any);
  }

  private static Condition any(List<Condition> conditions) {
    return conditions.size() == 1
        ? conditions.getFirst()
        : ConditionFactory.filter(Common.Filter.newBuilder().addAllShould(conditions).build());
  }

  private static Condition not(Condition condition) {
    return ConditionFactory.filter(Common.Filter.newBuilder().addMustNot(condition).build());
  }
}
