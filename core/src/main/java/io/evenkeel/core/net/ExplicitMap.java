package io.evenkeel.core.net;

/** Linear maps whose weights are all drawn. */
final class ExplicitMap {
  /** Fewer rows leave most lanes of the kernels' vectors empty, more make OpenBLAS the faster. */
  private static final int FEWEST_ROWS = 8;

  private static final int MOST_ROWS = 32;

  /** Beyond this a column of weights no longer fits the first-level cache. */
  private static final int MOST_UNITS = 512;

  private ExplicitMap() {}

  /**
   * The faster kind for that shape, which alone decides: so results depend on the shape and not on
   * what a machine has.
   */
  static LinearMap make(Scratch scratch, int in, int out) {
    return small(scratch.batch(), in, out)
        ? new PanelMap(scratch, in, out)
        : new NativeMap(scratch, in, out);
  }

  private static boolean small(int batch, int in, int out) {
    return batch >= FEWEST_ROWS && batch <= MOST_ROWS && Math.max(in, out) <= MOST_UNITS;
  }
}
