package io.evenkeel.core.loss;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.loss.kernel.CtcLattice;
import io.evenkeel.core.loss.kernel.LogSoftmax;
import java.util.Arrays;
import java.util.List;

/**
 * Connectionist temporal classification: minus the log-probability of a label sequence, summed over
 * all its alignments with the frames (A. Graves et al., ICML 2006, eq. 3), in log space.
 *
 * <p>{@code log_probs} is {@code [T][N][C]} or {@code [T][C]}; {@code targets} {@code [N][S]}, of
 * which row n counts to its length, or the sequences one after the other in {@code [sum of
 * lengths]}; {@code input_lengths} and {@code target_lengths} {@code [N]}; for a single sequence
 * {@code [S]}, {@code []} and {@code []} (or {@code [1]}). The value with no reduction is {@code
 * [N]} or {@code []}; {@code mean} divides each sequence's loss by its target length (at least 1),
 * then by N.
 *
 * <ul>
 *   <li>The gradient by {@code log_probs} is the exact derivative: minus the probability of being
 *       in class c at frame t. PyTorch's own adds exp(log_probs), which makes it the derivative by
 *       logits; {@link #ofLogits} gives that one.
 *   <li>Labels that cannot be aligned give Infinity with gradient 0 (PyTorch's own is NaN); with
 *       {@code zero_infinity} 0 and 0.
 *   <li>Frames beyond an input length have gradient 0.
 * </ul>
 *
 * <p>No kinks.
 *
 * @param blank class that stands for no label, at least 0
 * @param zeroInfinity whether an infinite loss counts as 0
 */
record Ctc(int blank, boolean zeroInfinity, Reduction reduction) implements Loss {
  /**
   * @throws SpecException if {@code blank} is negative or the reduction is {@code batchmean}
   */
  public Ctc {
    Checks.parameter(blank >= 0, "ctc", "blank", blank, "at least 0");
    Checks.noBatchMean("ctc", reduction);
  }

  /** With PyTorch's defaults: blank = 0, infinities kept. */
  public Ctc(Reduction reduction) {
    this(0, false, reduction);
  }

  @Override
  public String name() {
    return "ctc";
  }

  @Override
  public List<String> inputs() {
    return List.of("log_probs", "targets", "input_lengths", "target_lengths");
  }

  @Override
  public LossValue evaluate(Tensor... inputs) {
    Checks.count(this, inputs);
    Batch batch = Batch.of(blank, inputs);
    double[] logP = inputs[0].data();
    double[] gradient = new double[logP.length];
    Tensor value = run(batch, logP, gradient);
    return LossValue.of(value).with("log_probs", Tensor.owning(inputs[0].shape(), gradient));
  }

  /**
   * The loss of {@code log_softmax(logits)} over the last axis, with its gradient by the logits.
   *
   * @param inputs as {@link #evaluate}, with {@code logits} in the place of {@code log_probs}
   * @throws SpecException as {@link #evaluate}
   */
  public LossValue ofLogits(Tensor... inputs) {
    Checks.count(this, inputs);
    Batch batch = Batch.of(blank, inputs);
    double[] x = inputs[0].data();
    double[] gradient = new double[x.length];
    int classes = batch.classes();
    double[] row = new double[classes];
    double[] pull = new double[classes];
    for (int at = 0; at < x.length; at += classes) {
      System.arraycopy(x, at, row, 0, classes);
      LogSoftmax.apply(row, classes);
      System.arraycopy(row, 0, x, at, classes);
    }
    Tensor value = run(batch, x, gradient);
    for (int at = 0; at < x.length; at += classes) {
      System.arraycopy(x, at, row, 0, classes);
      System.arraycopy(gradient, at, pull, 0, classes);
      LogSoftmax.pullBack(row, pull, classes);
      System.arraycopy(pull, 0, gradient, at, classes);
    }
    return LossValue.of(value).with("logits", Tensor.owning(inputs[0].shape(), gradient));
  }

  private Tensor run(Batch batch, double[] logP, double[] gradient) {
    int n = batch.size();
    CtcLattice lattice = new CtcLattice();
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      int[] labels = batch.labels()[i];
      double divisor = reduction == Reduction.MEAN ? Math.max(1, labels.length) : 1;
      double loss =
          lattice.run(
              logP,
              i * batch.classes(),
              n * batch.classes(),
              batch.frames()[i],
              labels,
              blank,
              gradient,
              reduction.factor(n, 1) / divisor);
      values[i] = zeroInfinity && loss == Double.POSITIVE_INFINITY ? 0 : loss / divisor;
    }
    return reduction.of(values, batch.sampleShape(), n, 1);
  }

  /** The checked inputs. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this class
  private record Batch(int size, int classes, int[] frames, int[][] labels, int[] sampleShape) {
    /** With more labels, the states would have no index. */
    private static final int MOST_LABELS = Integer.MAX_VALUE / 2 - 1;

    static Batch of(int blank, Tensor... inputs) {
      Tensor logP = inputs[0];
      Checks.rank("ctc", "log_probs", logP, 2, 3, "[T, N, C] or [T, C]");
      boolean single = logP.rank() == 2;
      int n = single ? 1 : logP.size(1);
      int classes = logP.size(logP.rank() - 1);
      if (blank >= classes) {
        throw new SpecException(
            "blank of ctc must be a class in [0, %s), got %s".formatted(classes, blank));
      }
      int most = logP.size(0);
      int[] frames =
          lengths("input_lengths", inputs[2], n, single, most, "in [0, %s]".formatted(most));
      int[] lengths = lengths("target_lengths", inputs[3], n, single, MOST_LABELS, "of at least 0");
      int[][] labels = sequences(inputs[1], lengths, single, classes, blank);
      return new Batch(n, classes, frames, labels, single ? new int[0] : new int[] {n});
    }

    private static int[] lengths(
        String name, Tensor tensor, int n, boolean single, int most, String allowed) {
      if (!(single && tensor.rank() == 0)) {
        Checks.shape("ctc", name, tensor, n);
      }
      return Checks.whole("ctc", name, tensor, 0, most + 1, "a whole number " + allowed);
    }

    private static int[][] sequences(
        Tensor targets, int[] lengths, boolean single, int classes, int blank) {
      boolean padded = !single && targets.rank() == 2;
      int longest = Arrays.stream(lengths).max().orElse(0);
      long sum = Arrays.stream(lengths).asLongStream().sum();
      boolean fits =
          padded
              ? targets.size(0) == lengths.length && targets.size(1) >= longest
              : targets.rank() == 1 && (single ? targets.length() >= sum : targets.length() == sum);
      if (!fits) {
        throw new SpecException(
            "targets of ctc must have shape [%s, at least %s] or [%s] for these lengths, got %s"
                .formatted(lengths.length, longest, sum, Arrays.toString(targets.shape())));
      }
      int[][] labels = new int[lengths.length][];
      int next = 0;
      for (int i = 0; i < lengths.length; i++) {
        int from = padded ? i * targets.size(1) : next;
        labels[i] = sequence(targets, from, lengths[i], classes, blank);
        next += lengths[i];
      }
      return labels;
    }

    private static int[] sequence(Tensor targets, int from, int length, int classes, int blank) {
      int[] labels = new int[length];
      for (int k = 0; k < length; k++) {
        double label = targets.at(from + k);
        labels[k] = (int) label;
        if (!(labels[k] == label && label >= 0 && label < classes && label != blank)) {
          throw Checks.entry(
              "ctc",
              "targets",
              from + k,
              "a class in [0, %s) other than the blank %s".formatted(classes, blank),
              label);
        }
      }
      return labels;
    }
  }
}
