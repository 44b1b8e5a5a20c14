package io.evenkeel.core.engine.linear;

import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.linear.Workspace.FreeBuffers;
import io.evenkeel.core.kernel.CombinationKernel;
import io.evenkeel.core.kernel.DotKernel;
import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.Rows;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.linalg.PivotedCholesky;
import io.evenkeel.core.linalg.RowProducts;
import io.evenkeel.core.linalg.SharedMemory.Shared;
import io.evenkeel.core.probe.WeightSpread;
import java.util.Arrays;

/**
 * A linear map whose weights have a law that no rotation of input or output space changes, so that
 * they need not be drawn: with {@code X = L Q^T} the forward product {@code X W^T = L (W Q)^T}
 * needs only {@code W Q}, and the backward product {@code D W} is drawn from its law given that.
 *
 * <p>Y. M. Lu, "Householder Dice: a matrix-free algorithm for simulating dynamics on Gaussian and
 * random orthogonal ensembles", IEEE Trans. Inf. Theory 67(12), 2021; here with whole batches and
 * Gram matrices in place of single vectors and reflections.
 *
 * <p>Non-finite results are those of float32 arithmetic with drawn weights:
 *
 * <ul>
 *   <li>A result beyond float32's range is infinite.
 *   <li>A row of X or D with NaN gives a row of NaN.
 *   <li>Infinite entries are multiplied by weights drawn for them, see {@link InfiniteEntries}.
 * </ul>
 *
 * <p>Normals of a layer, with m the larger of in and out: indices 0 to batch m for {@code W Q},
 * from batch m for the rest of {@code D W}, from {@code 2 batch m} the weights for infinite entries
 * of X, column by column, and from {@code in * out} further on those for infinite entries of D, row
 * by row.
 */
abstract class InvariantMap implements LinearMap {
  /**
   * A row with a larger exponent is scaled by its power of two after the product instead of before.
   */
  private static final int LARGEST_EXPONENT = 96;

  private static final CombinationKernel COMBINATIONS = Kernels.combinations();
  private static final DotKernel DOTS = Kernels.dots();

  final FreeBuffers buffers;
  final RowProducts rowProducts;
  final Shared<double[]> gramOfGradient;
  final int batch;
  final int in;
  final int out;

  /** The rows of the forward pass's input. */
  final RowSpace space;

  /** The normals of the forward pass, kept for the backward one; null where they are redrawn. */
  private final float[] keptNormals;

  /** The factor C of the gradient's Gram matrix {@code D D^T = C C^T}, or of its remainder's. */
  final PivotedCholesky gradientFactor;

  private final WeightLaw law;
  private final InfiniteProducts infinite;
  private final WeightGradientNorm norm;
  private final int[] rowExponents;
  private Draws draws;
  private int layer;

  /**
   * Allocates.
   *
   * @param width normals that each direction of the input takes
   * @param mostKept normals that are kept for the backward pass; more are drawn again
   */
  InvariantMap(
      DenseLayout layout,
      WeightLaw law,
      int width,
      long mostKept,
      Memory memory,
      Workspace workspace) {
    this.law = law;
    batch = layout.batch();
    in = layout.in();
    out = layout.out();
    infinite = new InfiniteProducts(this, batch);
    space = new RowSpace(memory, workspace, batch, in, infinite.entries());
    long forwardNormals = (long) Math.min(batch, in) * width;
    boolean kept = !layout.backward() || forwardNormals <= mostKept;
    keptNormals = kept ? memory.floats(forwardNormals) : null;
    rowExponents = memory.ints(batch);
    gradientFactor = layout.backward() ? new PivotedCholesky(memory, batch) : null;
    norm = new WeightGradientNorm(layout, workspace);
    rowProducts = workspace.rowProducts();
    gramOfGradient = workspace.gramOfGradient;
    buffers = workspace.free();
    if (!kept) {
      buffers.forwardNormals.atLeast(forwardNormals);
    }
    declare(layout.backward());
  }

  private void declare(boolean backward) {
    long square = (long) batch * batch;
    buffers.coefficients.atLeast(square);
    buffers.combination.atLeast(backward ? 2 * square : square);
    buffers.combinationRoom.atLeast(CombinationKernel.floats(2 * batch));
    buffers.normalsAndBasis.atLeast(Math.max(in, out));
    if (backward) {
      gramOfGradient.atLeast(square);
      rowProducts.need(batch, out);
      buffers.alongBasis.atLeast(square);
      buffers.freshAlongBasis.atLeast(square);
    }
  }

  /** Standard deviation of a weight that is multiplied by an infinite entry. */
  abstract double entryStd();

  /** Whether all entries of a weight matrix are independent. */
  abstract boolean independentEntries();

  /** How many normals each direction of the input needs. */
  abstract int width();

  /** The law's factor of the whole map, as in {@code W = scale * V}. */
  abstract double scale();

  /**
   * The normals Z of the forward pass, {@code [rank][width]}; valid until another map of the
   * network draws its own.
   */
  final float[] forwardNormals() {
    return keptNormals != null ? keptNormals : buffers.forwardNormals.get();
  }

  /**
   * Turns coefficients of {@code V Q} into coefficients of the normals that were drawn for it.
   *
   * @param coefficients {@code [batch][rank]}
   */
  abstract void ofNormals(double[] coefficients, int rank);

  /**
   * The backward product {@code D V}, for a finite D that is not all zero.
   *
   * @param g receives values; its exponent has been set
   * @param factor to multiply the values by, in [1, 2)
   */
  abstract void gradient(ScaledGradient d, Batch x, ScaledGradient g, double factor);

  @Override
  public WeightSpread draw(Draws draws, int layer) {
    this.draws = draws;
    this.layer = layer;
    return new WeightSpread(law.std(out, in), true);
  }

  @Override
  public void forward(Batch x, float[] z) {
    space.take(x, independentEntries());
    int rank = space.rank();
    if (rank == 0) {
      Arrays.fill(z, 0, batch * out, 0);
    } else {
      drawForwardNormals();
      double[] coefficients = buffers.coefficients.get();
      space.unitRows(coefficients);
      ofNormals(coefficients, rank);
      scaleRows(coefficients, rank);
      multiply(rank, z);
    }
    if (!space.finite()) {
      infinite.addTo(x.values(), z);
    }
  }

  private void drawForwardNormals() {
    normals(0, forwardNormals(), space.rank() * width());
  }

  /** Normals of this layer from an index on. */
  final void normals(long first, float[] normals, int length) {
    draws.normals(layer, first, normals, length);
  }

  /**
   * Computes the products {@code a b^T} in float32.
   *
   * @param a {@code [rows][inner]}
   * @param b {@code [columns][inner]} from the index {@code from} on; may be the array of a
   * @param products receives {@code [rows][columns]}
   */
  static void products(
      float[] a, int rows, float[] b, int from, int columns, int inner, double[] products) {
    DOTS.dots(
        new Rows(a, 0, inner, rows), new Rows(b, from, inner, columns), inner, false, products);
  }

  /**
   * The Gram matrix {@code x x^T}, made in float32, of which only the upper triangle is valid.
   *
   * @param x {@code [rows][inner]}
   * @param gram receives {@code [rows][rows]}
   */
  static void gram(float[] x, int rows, int inner, double[] gram) {
    Rows all = new Rows(x, 0, inner, rows);
    DOTS.dots(all, all, inner, true, gram);
  }

  /** Index of the first normal of the backward pass. */
  final long backwardStart() {
    return (long) batch * Math.max(in, out);
  }

  private void scaleRows(double[] coefficients, int rank) {
    float[] combination = buffers.combination.get();
    for (int row = 0; row < batch; row++) {
      double factor = scale() * space.length(row);
      int exponent = Math.getExponent(factor);
      boolean moderate = factor == 0 || Math.abs(exponent) <= LARGEST_EXPONENT;
      rowExponents[row] = moderate ? 0 : exponent;
      double scaled = moderate ? factor : Math.scalb(factor, -exponent);
      for (int k = row * rank; k < (row + 1) * rank; k++) {
        combination[k] = (float) (scaled * coefficients[k]);
      }
    }
  }

  private void multiply(int rank, float[] z) {
    COMBINATIONS.combine(
        buffers.combination.get(),
        batch,
        rank,
        forwardNormals(),
        width(),
        out,
        z,
        buffers.combinationRoom.get());
    for (int row = 0; row < batch; row++) {
      if (rowExponents[row] != 0) {
        for (int i = row * out; i < (row + 1) * out; i++) {
          z[i] = Math.scalb(z[i], rowExponents[row]);
        }
      }
    }
  }

  @Override
  public GradientSquares backward(ScaledGradient d, Batch x, ScaledGradient g) {
    GradientSquares squares = squares(d, x);
    if (g != null) {
      inputGradient(d, x, g);
    }
    return squares;
  }

  /**
   * The squared norms of both gradients. They leave {@code D D^T} in the workspace, from which the
   * backward product starts.
   */
  private GradientSquares squares(ScaledGradient d, Batch x) {
    double[] gram = gramOfGradient.get();
    rowProducts.gram(d.values(), batch, out, gram);
    double weights =
        norm.byGrams()
            ? WeightGradientNorm.innerProduct(gram, x.gram(), batch)
            : norm.squares(d.values(), x).weights();
    return new GradientSquares(WeightGradientNorm.trace(gram, batch), weights);
  }

  private void inputGradient(ScaledGradient d, Batch x, ScaledGradient g) {
    double scale = scale();
    int exponent = scale == 0 ? 0 : Math.getExponent(scale);
    g.exponent(d.exponent() + exponent);
    if (keptNormals == null) {
      drawForwardNormals();
    }
    gradient(d, x, g, Math.scalb(scale, -exponent));
    if (!space.finite() && independentEntries()) {
      infinite.gradient(d, g, exponent);
    }
    double[] gram = gramOfGradient.get();
    for (int row = 0; row < batch; row++) {
      if (!(gram[row * batch + row] < Double.POSITIVE_INFINITY)) {
        infinite.addGradients(d.values(), g.values());
        return;
      }
    }
  }

  /**
   * Writes the fresh normals and, below them, the basis of X's rows into the stack.
   *
   * @param stride columns of the stack
   */
  final void stack(float[] x, int fresh, int rank, int stride) {
    float[] stack = buffers.normalsAndBasis.get();
    normals(backwardStart(), stack, fresh * stride);
    if (rank > 0) {
      space.basis(x, stack, fresh * stride, stride);
    }
  }

  /**
   * Writes the backward product {@code factor [c | known] [N; Q^T]}, where the stack holds the
   * fresh normals N and, below them, the basis Q^T of X's rows.
   *
   * @param stride columns of the stack
   */
  final void combine(
      double[] c,
      int fresh,
      double[] known,
      int rank,
      double factor,
      int stride,
      ScaledGradient g) {
    float[] rows = buffers.combination.get();
    for (int row = 0; row < batch; row++) {
      int to = row * (fresh + rank);
      for (int k = 0; k < fresh; k++) {
        rows[to + k] = (float) (factor * c[row * fresh + k]);
      }
      for (int k = 0; k < rank; k++) {
        rows[to + fresh + k] = (float) (factor * known[row * rank + k]);
      }
    }
    COMBINATIONS.combine(
        rows,
        batch,
        fresh + rank,
        buffers.normalsAndBasis.get(),
        stride,
        in,
        g.values(),
        buffers.combinationRoom.get());
  }
}
