package dev.tributary.embedding;

/** How the vectors of a text's tokens become one. Which it is, the model's card says. */
enum Pooling {
  /** The mean over all tokens. */
  MEAN,
  /** The first token's, which such models train to stand for the whole. */
  CLS;

  /** One vector of length 1 out of {@code tokens} rows of {@code dimension} values. */
  float[] pool(float[] rows, int tokens, int dimension) {
    float[] vector = new float[dimension];
    int used =
        switch (this) {
          case MEAN -> tokens;
          case CLS -> 1;
        };
    // No division by their number: what follows makes the length 1 anyway.
    for (int t = 0; t < used; t++) {
      for (int d = 0; d < dimension; d++) {
        vector[d] += rows[t * dimension + d];
      }
    }
    return UnitLength.of(vector);
  }
}
