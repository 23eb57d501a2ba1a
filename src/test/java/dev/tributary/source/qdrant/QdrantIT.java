package dev.tributary.source.qdrant;

import dev.tributary.source.FilterCases;
import dev.tributary.source.Source;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.VectorStoreContract;
import dev.tributary.source.WordVectors;
import dev.tributary.source.WritableSource;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/**
 * The laws of every vector store, kept over dense vectors and words: against a real server, or
 * Qdrant's local mode behind gRPC.
 */
class QdrantIT extends VectorStoreContract {
  private final QdrantFixture qdrant = new QdrantFixture();
  private final QdrantFixture others = new QdrantFixture();

  /** What a source is asked for that must have no backend. */
  private static final URI NOBODY = URI.create("http://127.0.0.1:1");

  QdrantSettings configured(URI url, String collection, StoreSettings settings) {
    return QdrantFixture.hybrid(url, collection, settings);
  }

  @Override
  protected WritableSource open(String collection, StoreSettings settings) {
    return qdrant.open(configured(LocalModeServer.shared(), collection, settings));
  }

  @Override
  protected void drop(String collection) {
    QdrantFixture.drop(LocalModeServer.shared(), collection);
  }

  @Override
  protected Source healthy() throws Exception {
    String collection = newCollection();
    QdrantSettings settings = configured(LocalModeServer.shared(), collection, settings());
    write(others.open(settings), DOCUMENTS.stream().map(document -> whole(document)).toList());
    return qdrant.open(settings);
  }

  @Override
  protected Source unusable() {
    QdrantSettings s = configured(NOBODY, "nothing", settings());
    return qdrant.open(QdrantFixture.with(s, QdrantFixture.target(NOBODY, SECRET)));
  }

  @Override
  protected Optional<Hanging> hanging() throws Exception {
    FakeQdrant fake = FakeQdrant.start().hanging();
    QdrantSettings settings = configured(fake.url(), "fake", settings());
    fake.holding(QdrantFixture.shape(settings, WordVectors.DIMENSIONS));
    Source source = qdrant.open(settings);
    return Optional.of(new Hanging(source, fake::open));
  }

  @Override
  protected boolean touched() {
    return qdrant.isTouched();
  }

  /** Numbers in a payload are 64-bit integers and doubles. */
  @Override
  protected List<Object> filterValues() {
    return FilterCases.SCALARS.stream()
        .filter(
            value ->
                !(value instanceof BigInteger)
                    && !(value instanceof BigDecimal d && d.compareTo(BigDecimal.TEN) > 0))
        .toList();
  }

  @AfterEach
  void close() {
    qdrant.close();
    others.close();
  }
}
