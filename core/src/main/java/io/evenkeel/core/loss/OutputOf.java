package io.evenkeel.core.loss;

import io.evenkeel.core.Spec;
import io.evenkeel.core.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A loss of the library at a trial's output: {@code front} makes its inputs from each row, and
 * {@code targets} are drawn. One sample per row, its loss the mean of the row's single losses, or
 * their sum for {@code kl_div}, whose terms make one divergence.
 *
 * @param spec name and parameters as an axis member
 * @param loss without reduction
 * @param front makes the loss's inputs from the output
 * @param targets the targets that are drawn; {@link Targets#NONE} for a loss without a target
 */
record OutputOf(Spec spec, Loss loss, Front front, Targets targets) implements OutputLoss {
  /**
   * How many copies of the output, in double precision, exist at the same time: the rows, the
   * front's results, these as tensors, the targets, the single losses, their gradients and
   * intermediate results.
   */
  private static final int COPIES = 10;

  @Override
  public Optional<String> unsupported(int batch, int units) {
    return front.unsupported(spec.name(), units);
  }

  @Override
  public Optional<OutputCurvature> curvature() {
    if (loss instanceof Nll || loss instanceof KlDiv) {
      return Optional.of(OutputCurvature.SOFTMAX);
    }
    boolean logistic =
        loss instanceof Bce || loss instanceof SoftMargin || loss instanceof MultilabelSoftMargin;
    return logistic ? Optional.of(OutputCurvature.LOGISTIC) : Optional.empty();
  }

  @Override
  public long evaluationBytes(int batch, int units) {
    return (long) COPIES * Double.BYTES * batch * units;
  }

  @Override
  public LossAtOutput evaluate(
      float[] output,
      int batch,
      int units,
      RandomStream targetStream,
      RandomStream cotangents,
      double[] gradient) {
    Optional<Tensor> target =
        targets == Targets.NONE
            ? Optional.empty()
            : Optional.of(targets.draw(targetStream, batch, units / front.parts()));
    return evaluate(output, batch, units, target, gradient);
  }

  @Override
  public boolean takesLabels() {
    return targets == Targets.CLASS;
  }

  @Override
  public LossAtOutput evaluate(
      float[] output, int batch, int units, int[] labels, double[] gradient) {
    if (!takesLabels()) {
      throw new IllegalStateException(spec + " takes no labels");
    }
    double[] classes = Arrays.stream(labels).asDoubleStream().toArray();
    Tensor target = Tensor.owning(new int[] {batch}, classes);
    return evaluate(output, batch, units, Optional.of(target), gradient);
  }

  private LossAtOutput evaluate(
      float[] output, int batch, int units, Optional<Tensor> target, double[] gradient) {
    double[] samples = samples(output, batch, units, target, Optional.of(gradient));
    double[] collapsed = samples(new float[batch * units], batch, units, target, Optional.empty());
    return LossAtOutput.of(samples, LossAtOutput.of(collapsed, 0).mean());
  }

  /** One loss per row, and the gradient of their mean if it is asked for. */
  private double[] samples(
      float[] output, int batch, int units, Optional<Tensor> target, Optional<double[]> gradient) {
    double[][] rows = rows(output, batch, units);
    double[][][] fed = new double[batch][][];
    for (int row = 0; row < batch; row++) {
      fed[row] = front.feed(rows[row]);
    }
    List<String> names = new ArrayList<>();
    List<Tensor> inputs = new ArrayList<>();
    for (String name : loss.inputs()) {
      if (name.equals("target")) {
        inputs.add(target.orElseThrow());
      } else {
        inputs.add(gather(fed, names.size()));
        names.add(name);
      }
    }
    LossValue value = loss.evaluate(inputs.toArray(Tensor[]::new));
    int each = value.value().length() / batch;
    double divisor = loss instanceof KlDiv ? 1 : each;
    double[] samples = new double[batch];
    for (int i = 0; i < value.value().length(); i++) {
      samples[i / each] += value.value().at(i) / divisor;
    }
    if (gradient.isPresent()) {
      List<Tensor> slopes = names.stream().map(value::gradient).toList();
      pullBack(rows, fed, slopes, divisor * batch, gradient.get());
    }
    return samples;
  }

  private void pullBack(
      double[][] rows, double[][][] fed, List<Tensor> slopes, double divisor, double[] gradient) {
    int width = slopes.get(0).size(1);
    for (int row = 0; row < rows.length; row++) {
      double[][] slope = new double[slopes.size()][width];
      for (int k = 0; k < slope.length; k++) {
        for (int i = 0; i < width; i++) {
          slope[k][i] = slopes.get(k).at(row * width + i) / divisor;
        }
      }
      double[] pulled = front.pullBack(rows[row], fed[row], slope);
      System.arraycopy(pulled, 0, gradient, row * pulled.length, pulled.length);
    }
  }

  private static double[][] rows(float[] output, int batch, int units) {
    double[][] rows = new double[batch][units];
    for (int i = 0; i < batch * units; i++) {
      rows[i / units][i % units] = output[i];
    }
    return rows;
  }

  /** Input k of all rows, {@code [batch][width]}. */
  private static Tensor gather(double[][][] fed, int k) {
    int width = fed[0][k].length;
    double[] all = new double[fed.length * width];
    for (int row = 0; row < fed.length; row++) {
      System.arraycopy(fed[row][k], 0, all, row * width, width);
    }
    return Tensor.owning(new int[] {fed.length, width}, all);
  }
}
