package dev.tributary.retrieval;

import dev.tributary.passage.Vector;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * What one source seems to hold: a sample of the passages that it has returned, as vectors.
 *
 * <p>Every passage that was ever offered is in the sample with the same probability (Vitter,
 * "Random Sampling with a Reservoir", 1985, algorithm R). A question fits as well as the mean of
 * its three highest cosines with the sample: a source that holds the answer need not be about
 * nothing else, so the centre of all it holds says less ({@code docs/ranking.md}).
 */
final class SourceProfile {
  /** With fewer passages a sample says too little to leave a source out. */
  static final int ENOUGH = 30;

  private static final int NEAREST = 3;

  private final int size;
  private final Random random = new Random(1);
  private final String[] ids;
  private final Set<String> sampled = new HashSet<>();
  private volatile float[][] sample = new float[0][];
  private long offered;

  /**
   * @param size how many passages are kept
   */
  SourceProfile(int size) {
    this.size = size;
    this.ids = new String[size];
  }

  /** Whether a passage is in the sample already. */
  synchronized boolean has(String id) {
    return sampled.contains(id);
  }

  /** Offers a passage to the sample. */
  synchronized void offer(String id, Vector vector) {
    if (sampled.contains(id)) {
      return;
    }
    offered++;
    float[][] before = sample;
    long place = before.length < size ? before.length : random.nextLong(offered);
    if (place >= size) {
      return;
    }
    int at = (int) place;
    // Who reads it meanwhile goes on with the old one.
    float[][] after = Arrays.copyOf(before, Math.max(before.length, at + 1));
    after[at] = ofLengthOne(vector.values());
    if (at < before.length) {
      sampled.remove(ids[at]);
    }
    ids[at] = id;
    sampled.add(id);
    sample = after;
  }

  /** How many passages are in the sample. */
  int sampled() {
    return sample.length;
  }

  /** How well a question fits, -1 to 1: comparable between sources, and nothing else. */
  double fit(Vector question) {
    float[] asked = ofLengthOne(question.values());
    float[][] all = sample;
    double[] best = new double[Math.min(NEAREST, all.length)];
    Arrays.fill(best, -1);
    for (float[] one : all) {
      double cosine = one.length == asked.length ? dot(one, asked) : -1;
      for (int i = 0; i < best.length; i++) {
        if (cosine > best[i]) {
          double lower = best[i];
          best[i] = cosine;
          cosine = lower;
        }
      }
    }
    return Arrays.stream(best).average().orElse(-1);
  }

  /** Four sums at a time: one would wait for each addition. */
  private static double dot(float[] a, float[] b) {
    float one = 0;
    float two = 0;
    float three = 0;
    float four = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      one += a[i] * b[i];
      two += a[i + 1] * b[i + 1];
      three += a[i + 2] * b[i + 2];
      four += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      one += a[i] * b[i];
    }
    return one + two + three + four;
  }

  private static float[] ofLengthOne(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += value * value;
    }
    float[] unit = new float[values.length];
    for (int i = 0; i < unit.length && squares > 0; i++) {
      unit[i] = (float) (values[i] / Math.sqrt(squares));
    }
    return unit;
  }
}
