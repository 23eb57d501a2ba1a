package dev.tributary.source;

import dev.tributary.passage.Vector;
import java.util.Locale;
import java.util.Random;

/**
 * A model of tests: every word has a direction of its own, a text the sum of its words', so that
 * texts with words in common are near. Vectors have length one.
 */
public final class WordVectors {
  public static final String MODEL = "words";
  public static final int DIMENSIONS = 64;

  private WordVectors() {}

  public static Vector of(String text) {
    float[] sum = new float[DIMENSIONS];
    // Not even a text without words is without direction.
    sum[0] = 0.01f;
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)) {
      if (!word.isEmpty()) {
        add(new Random(word.hashCode() * 31L), sum);
      }
    }
    return unit(sum);
  }

  /** A direction by chance. */
  public static Vector of(Random random) {
    float[] sum = new float[DIMENSIONS];
    add(random, sum);
    return unit(sum);
  }

  private static void add(Random random, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += (float) random.nextGaussian();
    }
  }

  private static Vector unit(float[] values) {
    double length = 0;
    for (float value : values) {
      length += value * value;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= (float) Math.sqrt(length);
    }
    return new Vector(MODEL, values);
  }
}
