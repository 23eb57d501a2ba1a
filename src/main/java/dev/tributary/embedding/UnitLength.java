package dev.tributary.embedding;

/** Vectors of length 1, so that a dot product of two is their cosine. */
final class UnitLength {
  private UnitLength() {}

  /**
   * Scales a vector in place.
   *
   * @return the same array
   * @throws IllegalArgumentException when a coordinate is not a finite number, or all are 0
   */
  static float[] of(float[] vector) {
    double squares = 0;
    for (float v : vector) {
      squares += (double) v * v;
    }
    // Squares of floats fit a double with room to spare, so this is about the coordinates alone.
    if (!Double.isFinite(squares) || squares == 0) {
      throw new IllegalArgumentException(
          squares == 0 ? "a vector of zeros" : "a vector with a value that is no finite number");
    }
    double scale = 1 / Math.sqrt(squares);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (vector[i] * scale);
    }
    return vector;
  }
}
