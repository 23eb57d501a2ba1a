package dev.tributary.source.qdrant;

import dev.tributary.guard.Deadline;
import dev.tributary.source.Distance;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoreFields;
import io.qdrant.client.grpc.Collections.BinaryQuantization;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.HnswConfigDiff;
import io.qdrant.client.grpc.Collections.Modifier;
import io.qdrant.client.grpc.Collections.QuantizationConfig;
import io.qdrant.client.grpc.Collections.QuantizationType;
import io.qdrant.client.grpc.Collections.ScalarQuantization;
import io.qdrant.client.grpc.Collections.SparseVectorConfig;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.FieldType;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Makes a collection and the indexes of its payload; who comes second finds it there. */
final class NewCollection {
  private final QdrantSettings settings;
  private final QdrantConnection connection;

  NewCollection(QdrantSettings settings, QdrantConnection connection) {
    this.settings = settings;
    this.connection = connection;
  }

  /**
   * @param dimensions of the model's vectors
   */
  Uni<Void> create(OptionalInt dimensions, Deadline deadline) {
    CreateCollection request = request(dimensions);
    return connection
        .collections(deadline, stub -> stub.create(request))
        .replaceWithVoid()
        .onFailure(GrpcErrors::isThere)
        .recoverWithNull()
        .chain(() -> index(deadline));
  }

  private Uni<Void> index(Deadline deadline) {
    return Multi.createFrom()
        .iterable(indexes().entrySet())
        .onItem()
        .transformToUniAndConcatenate(
            index -> {
              CreateFieldIndexCollection request =
                  CreateFieldIndexCollection.newBuilder()
                      .setCollectionName(settings.collection())
                      .setFieldName(index.getKey())
                      .setFieldType(index.getValue())
                      .setWait(true)
                      .build();
              return connection.points(deadline, stub -> stub.createFieldIndex(request));
            })
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Map<String, FieldType> indexes() {
    StoreFields fields = settings.fields();
    Map<String, FieldType> indexes = new LinkedHashMap<>();
    indexes.put(PayloadPaths.field(fields.id()), FieldType.FieldTypeKeyword);
    indexes.put(PayloadPaths.field(fields.chunk()), FieldType.FieldTypeInteger);
    settings
        .creation()
        .indexes()
        .forEach(
            (key, type) ->
                PayloadPaths.metadata(key, fields)
                    .forEach(path -> indexes.put(path, fieldType(type))));
    return indexes;
  }

  private CreateCollection request(OptionalInt dimensions) {
    CreateCollection.Builder request =
        CreateCollection.newBuilder().setCollectionName(settings.collection());
    if (settings.model() != null) {
      request.setVectorsConfig(dense(dimensions));
      HnswConfigDiff.Builder hnsw = HnswConfigDiff.newBuilder();
      settings.creation().m().ifPresent(hnsw::setM);
      settings.creation().efConstruct().ifPresent(hnsw::setEfConstruct);
      request.setHnswConfig(hnsw);
      switch (settings.creation().quantization()) {
        case NONE -> {}
        case SCALAR -> request.setQuantizationConfig(scalar());
        case BINARY -> request.setQuantizationConfig(binary());
      }
    }
    SparseVector sparse = settings.sparse();
    if (sparse != null) {
      SparseVectorParams.Builder params = SparseVectorParams.newBuilder();
      if (sparse.isBm25()) {
        params.setModifier(Modifier.Idf);
      }
      request.setSparseVectorsConfig(
          SparseVectorConfig.newBuilder().putMap(sparse.name(), params.build()));
    }
    return request.build();
  }

  private VectorsConfig dense(OptionalInt dimensions) {
    int size =
        dimensions.orElseThrow(
            () ->
                new SourceException(
                    ErrorKind.BAD_REQUEST,
                    settings.described()
                        + " cannot be created: how many dimensions its vectors have is not known"));
    VectorParams params =
        VectorParams.newBuilder()
            .setSize(size)
            .setDistance(CollectionShape.wireName(settings.distance().orElse(Distance.COSINE)))
            .build();
    return settings.vector().isEmpty()
        ? VectorsConfig.newBuilder().setParams(params).build()
        : VectorsConfig.newBuilder()
            .setParamsMap(VectorParamsMap.newBuilder().putMap(settings.vector(), params))
            .build();
  }

  private static QuantizationConfig scalar() {
    return QuantizationConfig.newBuilder()
        .setScalar(
            ScalarQuantization.newBuilder().setType(QuantizationType.Int8).setAlwaysRam(true))
        .build();
  }

  private static QuantizationConfig binary() {
    return QuantizationConfig.newBuilder()
        .setBinary(BinaryQuantization.newBuilder().setAlwaysRam(true))
        .build();
  }

  private static FieldType fieldType(QdrantConfig.IndexType type) {
    return switch (type) {
      case KEYWORD -> FieldType.FieldTypeKeyword;
      case INTEGER -> FieldType.FieldTypeInteger;
      case FLOAT -> FieldType.FieldTypeFloat;
      case BOOL -> FieldType.FieldTypeBool;
      case DATETIME -> FieldType.FieldTypeDatetime;
    };
  }
}
