package dev.tributary.ranking;

/** Distances from the mean in standard deviations (of the population, as all of it is there). */
final class ZScores {
  /** Below this a spread is rounding, not difference. */
  private static final double NO_SPREAD = 1e-12;

  private final double mean;
  private final double deviation;

  private ZScores(double mean, double deviation) {
    this.mean = mean;
    this.deviation = deviation;
  }

  static ZScores over(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = values.length == 0 ? 0 : sum / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return new ZScores(mean, values.length == 0 ? 0 : Math.sqrt(squares / values.length));
  }

  /** Puts the z-score of each value in its place. */
  static void normalise(double[] values) {
    ZScores z = over(values);
    for (int i = 0; i < values.length; i++) {
      values[i] = z.of(values[i]);
    }
  }

  /** The z-score of a value; 0 when all are alike. */
  double of(double value) {
    return deviation <= NO_SPREAD * Math.abs(mean) ? 0 : (value - mean) / deviation;
  }
}
