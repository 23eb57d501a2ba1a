package dev.tributary.passage;

import java.util.Arrays;

/**
 * A point in a model's space. Vectors of different models are never compared.
 *
 * <p>The array is not copied: who makes a vector gives it away, who reads one leaves it as it is.
 *
 * @param model the name of the embedding model, as configured
 * @param values the coordinates, at least one
 */
@SuppressWarnings(
    "ArrayRecordComponent") // hot path: a defensive copy a passage would cost more than the cosine
public record Vector(String model, float[] values) {
  public Vector {
    if (values.length == 0) {
      throw new IllegalArgumentException("a vector has at least one coordinate");
    }
  }

  /**
   * The cosine of the angle between two vectors of one model; 0 when either has no length.
   *
   * @throws IllegalArgumentException when model or dimension differ
   */
  public double cosine(Vector other) {
    if (!model.equals(other.model) || values.length != other.values.length) {
      throw new IllegalArgumentException("no cosine between " + this + " and " + other);
    }
    float dot = 0;
    float mine = 0;
    float theirs = 0;
    for (int i = 0; i < values.length; i++) {
      dot += values[i] * other.values[i];
      mine += values[i] * values[i];
      theirs += other.values[i] * other.values[i];
    }
    return mine == 0 || theirs == 0 ? 0 : dot / (Math.sqrt(mine) * Math.sqrt(theirs));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vector v && model.equals(v.model) && Arrays.equals(values, v.values);
  }

  @Override
  public int hashCode() {
    return 31 * model.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Vector(" + model + ", " + values.length + " dimensions)";
  }
}
