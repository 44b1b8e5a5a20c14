package io.evenkeel.core.loss;

import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.loss.kernel.CtcRows;
import io.evenkeel.core.random.RandomStream;
import java.util.Optional;

/**
 * Connectionist temporal classification of a trial's output: a row of units is a sequence of frames
 * of {@code classes} logits each, {@code [units / classes][classes]}; a batch is [T][N][C] in
 * PyTorch's order. One sample per row, its loss divided by the number of its labels.
 *
 * <p>Labels are uniform over the classes but the blank. The floor is the loss of uniform
 * probabilities.
 *
 * @param classes size of a frame, blank included, at least 2
 * @param targetLength labels per row, at least 1; 0 for a quarter of the frames, at least 1
 * @param blank class that stands for no label, in [0, classes)
 * @param zeroInfinity whether a row whose labels cannot be aligned counts as 0
 */
record OutputCtc(int classes, int targetLength, int blank, boolean zeroInfinity)
    implements OutputLoss {
  OutputCtc {
    Checks.parameter(classes >= 2, "ctc", "classes", classes, "at least 2");
    Checks.parameter(targetLength >= 0, "ctc", "target_length", targetLength, "at least 0");
    if (!(blank >= 0 && blank < classes)) {
      throw new SpecException(
          "blank of ctc must be a class in [0, %s), got %s".formatted(classes, blank));
    }
  }

  @Override
  public Spec spec() {
    return Spec.of("ctc")
        .with("classes", classes)
        .with("target_length", targetLength)
        .with("blank", blank)
        .with("zero_infinity", zeroInfinity);
  }

  @Override
  public Optional<String> unsupported(int batch, int units) {
    if (units % classes != 0) {
      return Optional.of(
          "ctc takes the output in frames: its width must be a multiple of classes=%s, got %s"
              .formatted(classes, units));
    }
    int frames = units / classes;
    return targetLength <= frames
        ? Optional.empty()
        : Optional.of(
            "ctc cannot align target_length=%s labels with %s frames"
                .formatted(targetLength, frames));
  }

  /** Bytes of two lattices over all frames: one of logarithms, one of scaled probabilities. */
  @Override
  public long evaluationBytes(int batch, int units) {
    int frames = units / classes;
    long states = 2L * labels(frames) + 1;
    return 2L * Double.BYTES * frames * states;
  }

  private int labels(int frames) {
    return targetLength > 0 ? targetLength : Math.max(1, frames / 4);
  }

  @Override
  public LossAtOutput evaluate(
      float[] output,
      int batch,
      int units,
      RandomStream targets,
      RandomStream cotangents,
      double[] gradient) {
    int frames = units / classes;
    int[] labels = new int[labels(frames)];
    CtcRows rows = new CtcRows();
    double[] samples = new double[batch];
    double floor = 0;
    float[] zeros = new float[units];
    double[] unused = new double[units];
    double scale = 1.0 / batch / labels.length;
    for (int row = 0; row < batch; row++) {
      draw(targets, row, labels);
      double loss = rows.row(output, row * units, frames, classes, labels, blank, gradient, scale);
      double collapsed = rows.row(zeros, 0, frames, classes, labels, blank, unused, scale);
      samples[row] = kept(loss) / labels.length;
      floor += kept(collapsed) / labels.length / batch;
    }
    return LossAtOutput.of(samples, floor);
  }

  private double kept(double loss) {
    return zeroInfinity && loss == Double.POSITIVE_INFINITY ? 0 : loss;
  }

  private void draw(RandomStream targets, int row, int[] labels) {
    for (int k = 0; k < labels.length; k++) {
      int label = targets.below(classes - 1, (long) row * labels.length + k);
      labels[k] = label < blank ? label : label + 1;
    }
  }
}
