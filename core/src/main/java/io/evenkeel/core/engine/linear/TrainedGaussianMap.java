package io.evenkeel.core.engine.linear;

import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.ImpliedWeights;
import io.evenkeel.core.engine.Updates;
import io.evenkeel.core.engine.WeightSquares;
import io.evenkeel.core.kernel.CombinationKernel;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.linalg.Blas;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.probe.WeightSpread;
import java.util.Arrays;
import java.util.Optional;

/**
 * A linear map whose weights begin as independent N(0, std^2) and are trained by a linear rule,
 * without the weights: {@code W = std c V + P^T U Q}, see {@link ImpliedWeights}. Only those
 * products of V are drawn that passes have needed, see {@link SeenNormals}.
 *
 * <p>Y. M. Lu, "Householder Dice: a matrix-free algorithm for simulating dynamics on Gaussian and
 * random orthogonal ensembles", IEEE Trans. Inf. Theory 67(12), 2021, extended to weights that
 * change.
 *
 * <p>A row with NaN or infinite entries gives a row of NaN, forward and backward, and a gradient of
 * NaN.
 */
class TrainedGaussianMap implements LinearMap, ImpliedWeights {
  /**
   * A row with a larger exponent is scaled by its power of two after the product instead of before.
   */
  private static final int LARGEST_EXPONENT = 96;

  private final int batch;
  private final int in;
  private final int out;
  private final double std;
  private final int passes;
  private final CourseBuffers buffers;
  private final WeightGradientNorm norm;
  private final SeenNormals seen;
  private final double[] coefficients;
  private final double[] gradient;
  private final double[][] arrays;

  /** Index of c among the coefficients. */
  private final int ofNormals;

  private int pass;

  TrainedGaussianMap(
      DenseLayout layout, WeightLaw.Gaussian law, Memory memory, Workspace workspace) {
    this(
        layout,
        law,
        memory,
        workspace,
        new SeenNormals(
            memory, workspace.course(), layout, layout.updates().orElseThrow().passes()));
  }

  /**
   * @param seen the known products of V, made for this layout
   */
  TrainedGaussianMap(
      DenseLayout layout,
      WeightLaw.Gaussian law,
      Memory memory,
      Workspace workspace,
      SeenNormals seen) {
    this.seen = seen;
    batch = layout.batch();
    in = layout.in();
    out = layout.out();
    std = law.std();
    Updates updates = layout.updates().orElseThrow();
    passes = updates.passes();
    buffers = workspace.course();
    norm = new WeightGradientNorm(layout, workspace);
    long square = (long) inputs().most() * gradients().most();
    coefficients = memory.doubles(square + 1);
    gradient = memory.doubles(square + 1);
    arrays = new double[updates.arrays()][];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = memory.doubles(square + 1);
    }
    ofNormals = (int) Math.min(square, Memory.LONGEST_ARRAY);
    int most = Math.max(inputs().most(), gradients().most());
    buffers.ofImages.atLeast((long) batch * most);
    buffers.ofDirections.atLeast((long) batch * most);
    buffers.combination.atLeast((long) batch * most);
    buffers.room.atLeast(CombinationKernel.floats(most));
    buffers.addend.atLeast((long) batch * Math.max(in, out));
    buffers.coefficients.atLeast(square + 1);
  }

  /** The known products of V. */
  final SeenNormals seen() {
    return seen;
  }

  private Directions inputs() {
    return seen.inputs.directions();
  }

  private Directions gradients() {
    return seen.gradients.directions();
  }

  @Override
  public WeightSpread draw(Draws draws, int layer) {
    pass = -1;
    seen.draw(draws, layer);
    Arrays.fill(coefficients, 0);
    coefficients[ofNormals] = 1;
    for (double[] array : arrays) {
      Arrays.fill(array, 0);
    }
    return new WeightSpread(std, true);
  }

  @Override
  public void forward(Batch x, float[] z) {
    pass++;
    if (pass >= passes) {
      throw new IllegalStateException("there are more passes than the %s".formatted(passes));
    }
    inputs().take(x.values());
    seen.revealInputs();
    RowCombination images = seen.inputs.ofImages(scaled(inputs()));
    RowCombination directions = seen.gradients.ofDirections(trained(inputs(), gradients(), true));
    int[] exponents = new int[batch];
    for (int row = 0; row < batch; row++) {
      double largest = Math.max(images.largest(row), directions.largest(row));
      exponents[row] = moderate(largest) ? 0 : Math.getExponent(largest);
    }
    write(images, directions, exponents, z);
    for (int row = 0; row < batch; row++) {
      for (int i = row * out; exponents[row] != 0 && i < (row + 1) * out; i++) {
        z[i] = Math.scalb(z[i], exponents[row]);
      }
    }
    spoil(inputs(), z, out);
  }

  private static boolean moderate(double factor) {
    return factor == 0
        || !Double.isFinite(factor)
        || Math.abs(Math.getExponent(factor)) <= LARGEST_EXPONENT;
  }

  @Override
  public GradientSquares backward(ScaledGradient d, Batch x, ScaledGradient g) {
    GradientSquares squares = norm.squares(d.values(), x);
    gradients().take(d.values());
    if (g != null) {
      seen.revealGradients();
      inputGradient(d, g);
    }
    return squares;
  }

  private void inputGradient(ScaledGradient d, ScaledGradient g) {
    RowCombination images = seen.gradients.ofImages(scaled(gradients()));
    RowCombination directions = seen.inputs.ofDirections(trained(gradients(), inputs(), false));
    double largest = 0;
    for (int row = 0; row < batch; row++) {
      double ofRow = Math.max(images.largest(row), directions.largest(row));
      largest = Double.isFinite(ofRow) ? Math.max(largest, ofRow) : largest;
    }
    int exponent = largest == 0 ? 0 : Math.getExponent(largest);
    int[] exponents = new int[batch];
    Arrays.fill(exponents, exponent);
    g.exponent(d.exponent() + exponent);
    write(images, directions, exponents, g.values());
    spoil(gradients(), g.values(), in);
  }

  /** Coefficients of images of the rows that were taken last. */
  private double[] scaled(Directions taken) {
    double[] scaled = buffers.ofImages.get();
    double factor = std * coefficients[ofNormals];
    for (int i = 0; i < batch * taken.most(); i++) {
      scaled[i] = factor * taken.coefficients()[i];
    }
    return scaled;
  }

  /**
   * Coefficients, in the other side's directions, of U times the rows that were taken last: the
   * part of the product that comes from training.
   */
  private double[] trained(Directions taken, Directions other, boolean transposed) {
    double[] product = buffers.ofDirections.get();
    Blas.multiply(
        1,
        taken.coefficients(),
        coefficients,
        transposed,
        0,
        product,
        batch,
        taken.most(),
        other.most());
    return product;
  }

  private void write(
      RowCombination images, RowCombination directions, int[] exponents, float[] to) {
    images.write(buffers, exponents, to);
    if (changed()) {
      directions.add(buffers, exponents, to, 0);
    }
  }

  /** Whether training has changed the weights by more than a factor. */
  boolean changed() {
    for (int i = 0; i < ofNormals; i++) {
      if (coefficients[i] != 0) {
        return true;
      }
    }
    return false;
  }

  /** Sets result rows to NaN that come from a row that was not finite. */
  private void spoil(Directions taken, float[] result, int units) {
    for (int row = 0; row < batch; row++) {
      if (!taken.finite(row)) {
        Arrays.fill(result, row * units, (row + 1) * units, Float.NaN);
      }
    }
  }

  @Override
  public Optional<ImpliedWeights> implied() {
    return Optional.of(this);
  }

  @Override
  public int length() {
    return coefficients.length;
  }

  @Override
  public double[] coefficients() {
    return coefficients;
  }

  @Override
  public double[][] arrays() {
    return arrays;
  }

  @Override
  public double[] gradient() {
    return gradient;
  }

  @Override
  public double[] room() {
    return buffers.coefficients.get();
  }

  @Override
  public void formGradient() {
    Blas.transposedTimes(
        gradients().coefficients(),
        inputs().coefficients(),
        gradient,
        batch,
        gradients().most(),
        inputs().most());
    gradient[ofNormals] = 0;
  }

  @Override
  public WeightSquares squares(double[] of) {
    double[] core = seen.core();
    double factor = std * of[ofNormals];
    double mixed = 0;
    double squares = 0;
    for (int i = 0; i < ofNormals; i++) {
      mixed += of[i] * core[i];
      squares += of[i] * of[i];
    }
    return new WeightSquares(factor * factor, 2 * factor * mixed + squares);
  }

  @Override
  public double squaresOfNormals(Draws draws, int layer) {
    return seen.squares(draws, layer);
  }

  /** The spread of the weights; the unknown part of V counts by its expectation. */
  @Override
  public WeightSpread spread() {
    double count = (double) in * out;
    double squares = squares(coefficients).value(seen.expectedSquares());
    double squareOfSum = seen.sum(std * coefficients[ofNormals], coefficients).expectedSquare();
    double variance = Math.max(0, squares - squareOfSum / count) / (count - 1);
    return new WeightSpread(Math.sqrt(variance), true);
  }
}
