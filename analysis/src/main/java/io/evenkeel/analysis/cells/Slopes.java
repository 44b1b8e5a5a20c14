package io.evenkeel.analysis.cells;

/**
 * The two slopes of log std against log layer of one trial, see {@link SlopeSigns}; NaN where they
 * cannot be told.
 *
 * @param late over the deeper half of the layers
 * @param early from an eighth of the layers on to the half
 * @param change decades of std over all layers
 * @param depth hidden layers
 * @param limits how far a signal may move
 */
record Slopes(double late, double early, double change, int depth, SignalLimits limits) {
  /** Of a trial without any. */
  static final Slopes NONE =
      new Slopes(Double.NaN, Double.NaN, Double.NaN, 1, new SignalLimits(1, 0, 0));
}
