package dev.tributary.ranking;

/**
 * The constants of pooled scoring; {@code docs/ranking.md} has the evidence for each.
 *
 * @param k1 of BM25: how soon a term that is repeated stops to count more
 * @param b of BM25: how much a long text is held against it, 0 to 1
 * @param title what a term in the title counts, where one in the text counts 1
 * @param pair what two terms side by side count, where a term counts 1
 * @param rankBesideWords what the first place in a source's list adds, in standard deviations, when
 *     words alone decide
 * @param rankBesideCosine the same beside a cosine
 */
record Tuning(
    double k1,
    double b,
    double title,
    double pair,
    double rankBesideWords,
    double rankBesideCosine) {
  /** Chosen by cross-validation. */
  static final Tuning DEFAULT = new Tuning(0.9, 0.5, 2, 0.3, 0.5, 0.1);
}
