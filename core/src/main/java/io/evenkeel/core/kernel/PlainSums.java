package io.evenkeel.core.kernel;

/** {@link SumKernel} in plain loops. */
final class PlainSums implements SumKernel {
  @Override
  public void rows(float[] x, int rows, int units, double[] sums) {
    RowLanes lanes = new RowLanes();
    for (int row = 0; row < rows; row++) {
      lanes.add(x, row * units, 0, units);
      sums[row] = lanes.take();
    }
  }

  @Override
  public void rowSquares(float[] x, double[] centres, int rows, int units, double[] sums) {
    RowLanes lanes = new RowLanes();
    for (int row = 0; row < rows; row++) {
      lanes.addSquares(x, centres[row], row * units, 0, units);
      sums[row] = lanes.take();
    }
  }

  @Override
  public void rowProducts(float[] x, float[] y, int rows, int units, double[] sums) {
    RowLanes lanes = new RowLanes();
    for (int row = 0; row < rows; row++) {
      lanes.addProducts(x, y, row * units, 0, units);
      sums[row] = lanes.take();
    }
  }

  @Override
  public void addRow(float[] x, int from, int units, double[] sums) {
    addRow(x, from, 0, units, sums);
  }

  /** Adds the values of a row to the units' sums, from {@code unit} on. */
  static void addRow(float[] x, int from, int unit, int units, double[] sums) {
    for (int u = unit; u < units; u++) {
      sums[u] += x[from + u];
    }
  }

  @Override
  public void addSquares(float[] x, double[] centres, int from, int units, double[] sums) {
    addSquares(x, centres, from, 0, units, sums);
  }

  /** Adds the squares of distances to the units' sums, from {@code unit} on. */
  static void addSquares(
      float[] x, double[] centres, int from, int unit, int units, double[] sums) {
    for (int u = unit; u < units; u++) {
      double distance = x[from + u] - centres[u];
      sums[u] = Math.fma(distance, distance, sums[u]);
    }
  }

  @Override
  public void addProducts(float[] x, float[] y, int from, int units, double[] sums) {
    addProducts(x, y, from, 0, units, sums);
  }

  /** Adds the products to the units' sums, from {@code unit} on. */
  static void addProducts(float[] x, float[] y, int from, int unit, int units, double[] sums) {
    for (int u = unit; u < units; u++) {
      sums[u] = Math.fma((double) x[from + u], y[from + u], sums[u]);
    }
  }
}
