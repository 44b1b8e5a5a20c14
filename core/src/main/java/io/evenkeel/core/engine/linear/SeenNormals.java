package io.evenkeel.core.engine.linear;

import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.kernel.DotKernel;
import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.Rows;
import io.evenkeel.core.kernel.ScanKernel;
import io.evenkeel.core.linalg.Memory;
import java.util.Arrays;

/**
 * The known products of a matrix V of standard normals, {@code [out][in]}: {@code A = V Q^T}, the
 * images of directions Q of inputs, and {@code B = P V}, those of directions P of gradients.
 *
 * <p>Given A and B, the rest of V is still standard normal and independent of them, whatever the
 * next directions depend on. So the image of a new direction q is {@code xi + P^T (B q - P xi)}
 * with fresh normals xi, and that of a new p is {@code eta + Q^T (A^T p - Q eta)}.
 *
 * <p>Normals of a layer: those from index {@code k (in + out)} on are for the image of the inputs'
 * direction k, {@code out} further on they are for that of the gradients' direction k.
 */
class SeenNormals {
  private static final DotKernel DOTS = Kernels.dots();
  private static final ScanKernel SCANS = Kernels.scans();

  private final CourseBuffers buffers;
  private final int batch;
  private final int in;
  private final int out;

  /** The directions Q and their images A. */
  final MatrixSide inputs;

  /** The directions P and their images B. */
  final MatrixSide gradients;

  /** {@code P V Q^T}, {@code [gradients][inputs]}, as far as it has been computed. */
  private final double[] core;

  private int coreInputs;
  private int coreGradients;

  /** The sum of the squares of the known part of V, in an orthonormal basis. */
  private double squares;

  private Draws draws;
  private int layer;

  /**
   * Allocates.
   *
   * @param passes largest number of forward passes, and of backward ones
   */
  SeenNormals(Memory memory, CourseBuffers buffers, DenseLayout layout, int passes) {
    this.buffers = buffers;
    batch = layout.batch();
    in = layout.in();
    out = layout.out();
    inputs = side(memory, in, out, passes);
    gradients = side(memory, out, in, passes);
    long most = Math.max(inputs.directions().most(), gradients.directions().most());
    core = memory.doubles((long) inputs.directions().most() * gradients.directions().most());
    buffers.products.atLeast(batch * most);
    buffers.otherProducts.atLeast(batch * most);
    buffers.addend.atLeast((long) batch * Math.max(in, out));
  }

  private MatrixSide side(Memory memory, int units, int width, int passes) {
    int most = most(batch, passes, units);
    return new MatrixSide(
        new Directions(memory, buffers, batch, units, most), memory, units, width);
  }

  /** The largest number of directions of a side. */
  static int most(int batch, int passes, int units) {
    return (int) Math.min(units, (long) batch * passes);
  }

  /** Removes all directions: another matrix is drawn. */
  void draw(Draws draws, int layer) {
    this.draws = draws;
    this.layer = layer;
    coreInputs = 0;
    coreGradients = 0;
    squares = 0;
    inputs.clear();
    gradients.clear();
    Arrays.fill(core, 0);
  }

  /** Draws the images of those inputs' directions that have none. */
  final void revealInputs() {
    reveal(inputs, gradients);
  }

  /** Draws the images of those gradients' directions that have none. */
  final void revealGradients() {
    reveal(gradients, inputs);
  }

  /** Draws the images of a side's new directions, given the known products of both sides. */
  void reveal(MatrixSide side, MatrixSide other) {
    while (side.known < side.directions().count()) {
      int fresh = Math.min(batch, side.directions().count() - side.known);
      int width = side.width();
      for (int k = side.known; k < side.known + fresh; k++) {
        long first = k * ((long) in + out) + (side == inputs ? 0 : out);
        normals(first, side.images(), k * width, width);
      }
      double seenBefore = condition(side, other, fresh);
      double seen = SCANS.sums(side.images(), side.known * width, fresh * width).squares();
      squares += seen - seenBefore;
      side.known += fresh;
    }
  }

  /** Normals of this layer from an index on. */
  void normals(long first, float[] normals, int at, int length) {
    draws.directions(layer, first, normals, at, length);
  }

  /**
   * Gives fresh normals the known components along the other side's directions.
   *
   * @return the sum of the squares of these components
   */
  double condition(MatrixSide side, MatrixSide other, int fresh) {
    int count = other.known;
    if (count == 0) {
      return 0;
    }
    double[] seen = buffers.products.get();
    double[] drawn = buffers.otherProducts.get();
    int units = side.units();
    int width = side.width();
    Rows directions = new Rows(side.directions().rows(), side.known * units, units, fresh);
    DOTS.dots(directions, new Rows(other.images(), 0, units, count), units, false, seen);
    Rows normals = new Rows(side.images(), side.known * width, width, fresh);
    Rows others = new Rows(other.directions().rows(), 0, width, count);
    DOTS.dots(normals, others, width, false, drawn);
    double seenBefore = 0;
    for (int i = 0; i < fresh * count; i++) {
      seenBefore += seen[i] * seen[i];
      seen[i] -= drawn[i];
    }
    new RowCombination(seen, count, other.directions().rows(), count, width)
        .add(buffers, new int[fresh], side.images(), side.known * width);
    return seenBefore;
  }

  /** {@code P V Q^T}: {@code [gradients at most][inputs at most]}, 0 beyond the directions. */
  double[] core() {
    if (coreGradients < gradients.directions().count()) {
      addToCore(coreGradients, gradients.directions().count(), 0, coreInputs);
      coreGradients = gradients.directions().count();
    }
    if (coreInputs < inputs.directions().count()) {
      addToCore(0, coreGradients, coreInputs, inputs.directions().count());
      coreInputs = inputs.directions().count();
    }
    return core;
  }

  private void addToCore(int fromGradient, int toGradient, int fromInput, int toInput) {
    int columns = toInput - fromInput;
    double[] products = buffers.products.get();
    for (int j = fromGradient; columns > 0 && j < toGradient; j += batch) {
      int rows = Math.min(batch, toGradient - j);
      DOTS.dots(
          new Rows(gradients.directions().rows(), j * out, out, rows),
          new Rows(inputs.images(), fromInput * out, out, columns),
          out,
          false,
          products);
      for (int row = 0; row < rows; row++) {
        int to = (j + row) * inputs.directions().most() + fromInput;
        System.arraycopy(products, row * columns, core, to, columns);
      }
    }
  }

  /** The sum of the squares of V. This draws the part that is not known. */
  double squares(Draws from, int number) {
    return squares + from.squaresOfUnseen(number, unseen());
  }

  /** The expectation of {@link #squares}. */
  double expectedSquares() {
    return squares + unseen();
  }

  /** The number of normals, in an orthonormal basis, that are not known. */
  private double unseen() {
    return ((double) out - gradients.known) * ((double) in - inputs.known);
  }

  /**
   * The sum of all entries of {@code c V + P^T U Q}, and the variance of its unknown part.
   *
   * @param sum of the known part
   * @param unseenVariance expected square of the rest, whose mean is 0
   */
  record Sum(double sum, double unseenVariance) {
    double expectedSquare() {
      return sum * sum + unseenVariance;
    }
  }

  /**
   * Adds up all entries.
   *
   * @param c factor of V
   * @param u {@code [gradients at most][inputs at most]}
   */
  Sum sum(double c, double[] u) {
    double[] core = core();
    int columns = inputs.directions().count();
    double[] p = sums(gradients.directions().rows(), gradients.directions().count(), out);
    double[] q = sums(inputs.directions().rows(), columns, in);
    double[] a = sums(inputs.images(), inputs.known, out);
    double[] b = sums(gradients.images(), gradients.known, in);
    double sum = 0;
    double unseenInputs = in;
    double unseenGradients = out;
    for (int i = 0; i < columns; i++) {
      sum += c * a[i] * q[i];
      unseenInputs -= q[i] * q[i];
    }
    for (int j = 0; j < p.length; j++) {
      boolean known = j < gradients.known;
      sum += known ? c * b[j] * p[j] : 0;
      unseenGradients -= known ? p[j] * p[j] : 0;
      for (int i = 0; i < columns; i++) {
        int at = j * inputs.directions().most() + i;
        sum += (u[at] - (known ? c * core[at] : 0)) * p[j] * q[i];
      }
    }
    return new Sum(sum, c * c * Math.max(0, unseenInputs) * Math.max(0, unseenGradients));
  }

  private static double[] sums(float[] rows, int count, int units) {
    double[] sums = new double[count];
    for (int i = 0; i < count; i++) {
      sums[i] = SCANS.sums(rows, i * units, units).sum();
    }
    return sums;
  }
}
