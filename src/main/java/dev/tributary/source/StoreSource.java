package dev.tributary.source;

import dev.tributary.passage.Filter;
import io.smallrye.mutiny.Uni;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What all vector stores outside of this server have in common: how they are configured, what they
 * can do, and how far the filling of one is. A kind adds how its store is spoken to.
 */
public abstract class StoreSource implements WritableSource {
  private final String kind;
  private final StoreSettings store;
  private final LoadState load = new LoadState();

  /**
   * @param kind that makes it
   */
  protected StoreSource(String kind, StoreSettings store) {
    this.kind = kind;
    this.store = store;
  }

  @Override
  public final String name() {
    return store.name();
  }

  @Override
  public final String kind() {
    return kind;
  }

  @Override
  public final Capabilities capabilities() {
    @Nullable String model = store.content().model();
    return new Capabilities(operators(), model, model != null);
  }

  @Override
  public final SourceSettings settings() {
    return store.source();
  }

  @Override
  public final Uni<Found> search(SearchRequest request) {
    return Uni.createFrom()
        .deferred(() -> find(request))
        .map(found -> load.mark(found.first(request.limit())));
  }

  /** The search itself, at each subscription; what is thrown is a failure of it. */
  protected abstract Uni<Found> find(SearchRequest request);

  /** What is searched and where, without a secret: {@code collection "wiki" at localhost:6334}. */
  protected abstract String where();

  /** The comparisons that the store makes itself. */
  protected Set<Filter.Operator> operators() {
    return EnumSet.allOf(Filter.Operator.class);
  }

  /** As configured. */
  protected final StoreSettings store() {
    return store;
  }

  @Override
  public final Optional<LoadSettings> loadSettings() {
    return store.content().load();
  }

  @Override
  public final void loading(LoadProgress now) {
    load.set(now);
  }

  @Override
  public final @Nullable LoadProgress loading() {
    return load.get();
  }

  @Override
  public final String toString() {
    return kind + " \"" + name() + "\" (" + where() + ")";
  }
}
