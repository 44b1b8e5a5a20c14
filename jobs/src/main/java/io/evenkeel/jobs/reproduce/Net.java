package io.evenkeel.jobs.reproduce;

import io.evenkeel.core.axis.Axes;

/**
 * Networks with blocks, norms or dropout, of one scheme and any width, as claims select them.
 *
 * @param activation as the tables spell it
 * @param init name of the weights' scheme, whatever its parameters
 * @param block as a sweep file spells it
 * @param norm as a sweep file spells it
 * @param dropout probability of a zero
 */
record Net(
    String activation,
    String init,
    String block,
    String norm,
    String dropout,
    int depth,
    int batch) {
  private static final String PLAIN = "plain";
  private static final String NONE = "none";
  private static final String ZERO = "0";

  /** Residual blocks without norm and dropout. */
  static Net residual(String activation, String init, String block, int depth, int batch) {
    return new Net(activation, init, block, NONE, ZERO, depth, batch);
  }

  /** A plain net with a norm. */
  static Net normed(String activation, String init, String norm, int depth, int batch) {
    return new Net(activation, init, PLAIN, norm, ZERO, depth, batch);
  }

  /** A plain net with dropout. */
  static Net dropped(String activation, String init, String dropout, int depth, int batch) {
    return new Net(activation, init, PLAIN, NONE, dropout, depth, batch);
  }

  /** This net with a norm. */
  Net with(String other) {
    return new Net(activation, init, block, other, dropout, depth, batch);
  }

  /**
   * A number of each trial of one width.
   *
   * @param value in Spark SQL, see {@link Selection}
   */
  Selection at(int width, String value) {
    return new Selection(
        Selection.sizes(activation, init, width, depth, batch)
            + " AND block = '%s' AND norm = '%s' AND dropout = %s"
                .formatted(Axes.BLOCK.canonical(block), Axes.NORM.canonical(norm), dropout),
        value);
  }

  /** A mean over seeds, at one width. */
  Claim mean(String what, String source, Published published, int width, String value) {
    return Claim.of(what, source, published, Statistic.Means.of(at(width, value)));
  }

  /** A number's limit of infinite width, from networks of this width and of twice the width. */
  Claim limit(String what, String source, Published published, int width, String value) {
    return Claim.of(
        what,
        source,
        published,
        Statistic.Means.extrapolated(at(width, value), at(2 * width, value)));
  }

  /** A number that is the same for every seed. */
  Claim every(String what, String source, Published published, int width, String value) {
    return Claim.of(what, source, published, new Statistic.Every(at(width, value)));
  }
}
