package io.evenkeel.core.train;

import io.evenkeel.core.Footprint;
import io.evenkeel.core.arch.Activate;
import io.evenkeel.core.arch.Architecture;
import io.evenkeel.core.arch.Block;
import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.arch.Dropout;
import io.evenkeel.core.arch.Normalize;
import io.evenkeel.core.arch.Repeat;
import io.evenkeel.core.arch.Residual;
import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.linalg.RowProducts;
import io.evenkeel.core.linalg.SharedMemory;
import io.evenkeel.core.linalg.SymmetricEigenvalues;
import io.evenkeel.core.loss.OutputCurvature;
import io.evenkeel.core.probe.LayerOutput;
import io.evenkeel.core.probe.NoProbe;
import io.evenkeel.core.probe.OutputGradient;
import io.evenkeel.core.probe.PreActivation;
import io.evenkeel.core.probe.PreActivationGradient;
import io.evenkeel.core.probe.Probe;
import io.evenkeel.core.probe.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The neural tangent kernel of a network and a batch: K = J J^T, J the derivatives of all C outputs
 * of all T rows with respect to all weights and biases.
 *
 * <p>The network is fed with C copies of each row, and the gradient of copy c of a row is that of
 * output c alone. So one backward pass gives K as the sum over layers of {@code (X X^T + b) o (D
 * D^T)}, with X the layer's input, D the gradient at its pre-activation, o the product entry by
 * entry, and b 1 if the layer has biases, else 0. This holds where the outputs of a row depend on
 * that row alone.
 */
public final class TangentKernel {
  /** Rows of the largest kernel; computing its eigenvalues takes about ten seconds. */
  private static final int MOST = 2048;

  /**
   * How many arrays of the kernel's size exist at the same time: two Gram matrices, the kernel, and
   * a working copy.
   */
  private static final int COPIES = 4;

  private final int outputs;
  private final float[] output;
  private final double[] kernel;

  private TangentKernel(int outputs, float[] output, double[] kernel) {
    this.outputs = outputs;
    this.output = output;
    this.kernel = kernel;
  }

  /**
   * The eigenvalues of the kernel.
   *
   * @param largest largest eigenvalue
   * @param least least eigenvalue: 0 up to rounding if there are fewer weights than outputs
   */
  public record Spectrum(double largest, double least) {
    /** The ratio of both; infinite if the least is not positive. */
    public double condition() {
      return least <= 0 ? Double.POSITIVE_INFINITY : largest / least;
    }
  }

  /** Why a network has no kernel of this form; empty if it has. */
  public static Optional<String> unsupported(Architecture architecture, int batch) {
    if (mixesRows(architecture.blocks())) {
      return Optional.of(
          "ntk needs outputs that depend on one row alone: no batch_norm, no dropout");
    }
    long rows = (long) batch * architecture.outputUnits();
    return rows > MOST
        ? Optional.of(
            "ntk needs batch x outputs of at most %s, got %s x %s"
                .formatted(MOST, batch, architecture.outputUnits()))
        : Optional.empty();
  }

  private static boolean mixesRows(List<Block> blocks) {
    return blocks.stream().anyMatch(block -> block.select(MixesRows.INSTANCE));
  }

  private enum MixesRows implements Block.Cases<Boolean> {
    INSTANCE;

    @Override
    public Boolean dense(Dense block) {
      return false;
    }

    @Override
    public Boolean activate(Activate block) {
      return false;
    }

    @Override
    public Boolean normalize(Normalize block) {
      return block.norm().acrossRows();
    }

    @Override
    public Boolean dropout(Dropout block) {
      return true;
    }

    @Override
    public Boolean residual(Residual block) {
      return mixesRows(block.branch()) || mixesRows(block.exit());
    }

    @Override
    public Boolean repeat(Repeat block) {
      return mixesRows(block.blocks());
    }
  }

  /** The workload of an engine for the kernel of a network and a batch. */
  public static Workload workload(Architecture architecture, int batch) {
    return new Workload(architecture, Math.multiplyExact(batch, architecture.outputUnits()), true);
  }

  /** The memory that {@link #of} takes besides the compiled network. */
  public static Footprint footprint(Architecture architecture, int batch) {
    long rows = (long) batch * architecture.outputUnits();
    long values =
        rows * (COPIES * rows + architecture.outputUnits())
            + 2 * RowProducts.panelValues(rows, RowProducts.PANEL);
    return Footprint.onHeap(Double.BYTES * values + Float.BYTES * rows * architecture.inputUnits());
  }

  /**
   * Computes the kernel.
   *
   * @param net compiled for {@link #workload}
   * @param input of the batch, {@code [T][inputs]}
   */
  public static TangentKernel of(CompiledNet net, float[] input, Draws draws) {
    Architecture architecture = net.workload().architecture();
    int outputs = architecture.outputUnits();
    int rows = net.workload().batch();
    net.forward(copies(input, architecture.inputUnits(), outputs, rows), draws, NoProbe.INSTANCE);
    float[] output = Arrays.copyOf(net.output(), rows * outputs);
    double[] gradient = new double[rows * outputs];
    for (int row = 0; row < rows; row++) {
      gradient[row * outputs + row % outputs] = 1;
    }
    try (Memory memory = Memory.allocating()) {
      Sum sum = new Sum(rows, memory);
      net.backward(gradient, sum);
      return new TangentKernel(outputs, output, sum.kernel());
    }
  }

  private static float[] copies(float[] input, int units, int outputs, int rows) {
    float[] copies = new float[rows * units];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(input, row / outputs * units, copies, row * units, units);
    }
    return copies;
  }

  /** Adds up the kernel over layers. */
  private static final class Sum implements Probe {
    private final int rows;
    private final SharedMemory shared = new SharedMemory();
    private final RowProducts products = new RowProducts(shared);
    private final double[] ofInput;
    private final double[] ofGradient;
    private final double[] kernel;

    Sum(int rows, Memory memory) {
      this.rows = rows;
      ofInput = new double[rows * rows];
      ofGradient = new double[rows * rows];
      kernel = new double[rows * rows];
      products.need(rows, RowProducts.PANEL);
      shared.allocate(memory);
    }

    @Override
    public void preActivation(PreActivation event) {}

    @Override
    public void layerOutput(LayerOutput event) {}

    @Override
    public void outputGradient(OutputGradient event) {}

    @Override
    public void preActivationGradient(PreActivationGradient event) {
      Tensor x = event.weights().input();
      Tensor d = event.gradient();
      products.gram(x.values(), rows, x.units(), ofInput);
      products.gram(d.values(), rows, d.units(), ofGradient);
      int power = (int) Math.max(-2000, Math.min(2000, 2 * d.exponent()));
      double constant = event.weights().biased() ? 1 : 0;
      for (int row = 0; row < rows; row++) {
        for (int i = row * rows + row; i < (row + 1) * rows; i++) {
          kernel[i] += Math.scalb((ofInput[i] + constant) * ofGradient[i], power);
        }
      }
    }

    /** The kernel; its lower triangle is filled from the upper one, which was summed up. */
    double[] kernel() {
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < row; column++) {
          kernel[row * rows + column] = kernel[column * rows + row];
        }
      }
      return kernel;
    }
  }

  /** The kernel's extreme eigenvalues; NaN if an entry is not finite. */
  public Spectrum spectrum() {
    return spectrum(kernel.clone());
  }

  /**
   * The largest learning rate at which gradient descent on the Gauss-Newton approximation of a loss
   * does not diverge: 2 over the largest eigenvalue of {@code J^T H J}, H the loss's Hessian with
   * respect to the output.
   */
  public double largestRate(OutputCurvature curvature) {
    double[] weighted = kernel.clone();
    int rows = output.length / outputs;
    curvature.weigh(weighted, output, outputs * outputs, rows / outputs, outputs);
    return 2 / spectrum(weighted).largest();
  }

  private Spectrum spectrum(double[] matrix) {
    double[] eigenvalues = SymmetricEigenvalues.of(matrix, output.length / outputs);
    return new Spectrum(eigenvalues[eigenvalues.length - 1], eigenvalues[0]);
  }

  /** The kernel, {@code [T C][T C]}, output c of row t in place {@code t C + c}; a copy. */
  double[] kernel() {
    return kernel.clone();
  }
}
