package io.evenkeel.jobs.inspect;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The course of a signal through the matrices of a file: {@value #ROWS} rows of N(0, 1) values pass
 * each matrix and an activation, in the order of the file and without biases; a gradient of N(0, 1)
 * values goes back.
 *
 * @param actStd standard deviation of the activations, layer by layer
 * @param log10GradRms decimal logarithm of the rms of the gradient at the layer's output; 0 at the
 *     last
 * @param reason why the signal ends before the last matrix; empty if it does not
 */
public record Propagation(List<Double> actStd, List<Double> log10GradRms, Optional<String> reason) {
  private static final int ROWS = 64;

  /**
   * As for verdicts, a signal may change by this factor times the square root of the number of
   * layers.
   */
  private static final double ALLOWED = 10;

  /** Copies. */
  public Propagation {
    actStd = List.copyOf(actStd);
    log10GradRms = List.copyOf(log10GradRms);
  }

  static Propagation of(List<WeightMatrix> matrices, Activation phi) {
    List<Double> stds = new ArrayList<>();
    List<double[]> slopes = new ArrayList<>();
    double[] x = normals(matrices.get(0).inputs(), 0);
    Optional<String> reason = Optional.empty();
    for (WeightMatrix w : matrices) {
      if (x.length != ROWS * w.inputs()) {
        reason =
            Optional.of(
                "%s takes %s inputs, but %s units come before it"
                    .formatted(w.name(), w.inputs(), x.length / ROWS));
        break;
      }
      double[] pre = forward(w, x);
      double[] slope = new double[pre.length];
      for (int i = 0; i < pre.length; i++) {
        slope[i] = phi.derivative(pre[i]);
        pre[i] = phi.value(pre[i]);
      }
      slopes.add(slope);
      stds.add(std(pre));
      x = pre;
    }
    return new Propagation(stds, gradients(matrices, slopes), reason);
  }

  private static List<Double> gradients(List<WeightMatrix> matrices, List<double[]> slopes) {
    int last = slopes.size() - 1;
    double[] gradient = normals(matrices.get(last).units(), 1);
    List<Double> logs = new ArrayList<>();
    double start = Math.log10(rms(gradient));
    for (int layer = last; layer >= 0; layer--) {
      logs.add(0, Math.log10(rms(gradient)) - start);
      double[] slope = slopes.get(layer);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= slope[i];
      }
      gradient = backward(matrices.get(layer), gradient);
    }
    return logs;
  }

  private static double[] normals(int units, int draw) {
    float[] values = new float[Math.multiplyExact(ROWS, units)];
    RandomStream.of(0, Role.INPUT, draw).fillNormal(0, values, 0, values.length);
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  private static double[] forward(WeightMatrix w, double[] x) {
    double[] y = new double[ROWS * w.units()];
    for (int r = 0; r < ROWS; r++) {
      for (int o = 0; o < w.units(); o++) {
        double sum = 0;
        for (int i = 0; i < w.inputs(); i++) {
          sum += w.values()[o * w.inputs() + i] * x[r * w.inputs() + i];
        }
        y[r * w.units() + o] = sum;
      }
    }
    return y;
  }

  private static double[] backward(WeightMatrix w, double[] d) {
    double[] g = new double[ROWS * w.inputs()];
    for (int r = 0; r < ROWS; r++) {
      for (int o = 0; o < w.units(); o++) {
        double factor = d[r * w.units() + o];
        for (int i = 0; i < w.inputs(); i++) {
          g[r * w.inputs() + i] += w.values()[o * w.inputs() + i] * factor;
        }
      }
    }
    return g;
  }

  private static double std(double[] x) {
    double mean = 0;
    for (double value : x) {
      mean += value / x.length;
    }
    double sum = 0;
    for (double value : x) {
      sum += (value - mean) * (value - mean) / x.length;
    }
    return Math.sqrt(sum);
  }

  private static double rms(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += value * value / x.length;
    }
    return Math.sqrt(sum);
  }

  /** Factor by which the activations' std changes from the first layer to the last. */
  public double forwardChange() {
    return actStd.get(actStd.size() - 1) / actStd.get(0);
  }

  /** Decades by which the gradient's rms changes from the last layer to the first. */
  public double backwardDecades() {
    return log10GradRms.get(0);
  }

  /** {@code keeps its size}, {@code explodes}, {@code vanishes} or {@code is not finite}. */
  public String forward() {
    return verdict(Math.log10(forwardChange()));
  }

  /**
   * {@code keeps its size}, {@code explodes}, {@code vanishes} or {@code is not finite}, for the
   * gradient.
   */
  public String backward() {
    return verdict(backwardDecades());
  }

  private String verdict(double decades) {
    if (Double.isNaN(decades)) {
      return "is not finite";
    }
    boolean kept = Math.abs(decades) <= Math.log10(ALLOWED * Math.sqrt(actStd.size()));
    return kept ? "keeps its size" : decades > 0 ? "explodes" : "vanishes";
  }
}
