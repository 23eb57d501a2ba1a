package dev.tributary.source.qdrant;

import dev.tributary.source.StoredChunk;
import io.qdrant.client.PointIdFactory;
import io.qdrant.client.VectorFactory;
import io.qdrant.client.grpc.Points.DenseVector;
import io.qdrant.client.grpc.Points.NamedVectors;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.Vector;
import io.qdrant.client.grpc.Points.Vectors;
import org.jspecify.annotations.Nullable;

/** Chunks as points: a payload, and the vectors that their source searches. */
final class ChunkPoints {
  private final QdrantSettings settings;

  ChunkPoints(QdrantSettings settings) {
    this.settings = settings;
  }

  PointStruct of(StoredChunk chunk) {
    return PointStruct.newBuilder()
        .setId(PointIdFactory.id(chunk.id()))
        .putAllPayload(Payloads.write(chunk.fields(settings.fields())))
        .setVectors(vectors(chunk))
        .build();
  }

  private Vectors vectors(StoredChunk chunk) {
    @Nullable SparseVector sparse = settings.sparse();
    @Nullable Vector dense = chunk.vector() == null ? null : dense(chunk.vector().values());
    if (sparse == null && dense != null && settings.vector().isEmpty()) {
      return Vectors.newBuilder().setVector(dense).build();
    }
    NamedVectors.Builder named = NamedVectors.newBuilder();
    if (dense != null) {
      named.putVectors(settings.vector(), dense);
    }
    if (sparse != null) {
      named.putVectors(sparse.name(), VectorFactory.vector(sparse.document(text(chunk))));
    }
    return Vectors.newBuilder().setVectors(named).build();
  }

  /** Chunks begin with their title already, unless something else than our splitter made them. */
  private static String text(StoredChunk chunk) {
    @Nullable String title = chunk.title();
    return title == null || chunk.text().startsWith(title)
        ? chunk.text()
        : title + "\n" + chunk.text();
  }

  private static Vector dense(float[] values) {
    DenseVector.Builder dense = DenseVector.newBuilder();
    for (float value : values) {
      dense.addData(value);
    }
    return Vector.newBuilder().setDense(dense).build();
  }
}
