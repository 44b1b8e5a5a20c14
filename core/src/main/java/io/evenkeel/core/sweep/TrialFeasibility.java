package io.evenkeel.core.sweep;

import io.evenkeel.core.Footprint;
import io.evenkeel.core.arch.Architecture;
import io.evenkeel.core.arch.WeightCount;
import io.evenkeel.core.arch.WeightLayers;
import io.evenkeel.core.arch.WeightLayers.WeightLayer;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.engine.Engine;
import io.evenkeel.core.engine.MemoryNeed;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.init.Biases;
import io.evenkeel.core.init.FileWeights;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.train.Trainer;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out, before anything is allocated, whether a trial can be computed. */
public final class TrialFeasibility {
  private TrialFeasibility() {}

  /**
   * The memory of a trial, and why the trial cannot be computed.
   *
   * @param footprint memory while it is computed; none if its engine cannot compute it
   * @param reason empty if it can be computed
   */
  public record Answer(Footprint footprint, Optional<String> reason) {}

  /**
   * Why a trial cannot be computed; empty if it can.
   *
   * @param memory bytes that it may use
   */
  public static Optional<String> reason(Trial trial, long memory) {
    return of(trial, memory).reason();
  }

  /**
   * The memory of a trial, and whether it can be computed.
   *
   * @param memory bytes that it may use
   */
  public static Answer of(Trial trial, long memory) {
    return of(TrialNet.of(trial), memory);
  }

  static Answer of(TrialNet net, long memory) {
    Trial trial = net.trial();
    Optional<String> impossible = net.impossible();
    if (impossible.isPresent()) {
      return new Answer(Footprint.NONE, impossible);
    }
    Optional<String> noBatch = trial.input().unsupported(trial.batch(), trial.inputWidth());
    if (noBatch.isPresent()) {
      return new Answer(Footprint.NONE, noBatch);
    }
    Optional<String> noLabels = noLabels(trial);
    if (noLabels.isPresent()) {
      return new Answer(Footprint.NONE, noLabels);
    }
    Optional<String> otherWeights = otherWeights(trial);
    if (otherWeights.isPresent()) {
      return new Answer(Footprint.NONE, otherWeights);
    }
    Optional<String> noCourse =
        CourseSteps.unsupported(trial)
            .or(
                () ->
                    trial
                        .get(Axes.PARAMETRIZATION)
                        .unsupported(trial.readoutWidth(), trial.hiddenWidths()));
    if (noCourse.isPresent()) {
      return new Answer(Footprint.NONE, noCourse);
    }
    Workload workload = net.workload();
    Engine engine = net.engine();
    Optional<String> unsupported =
        engine
            .unsupported(workload)
            .or(() -> untrainable(trial, engine, workload))
            .or(() -> LossScaleSearch.unsupported(trial, engine))
            .or(() -> TrialKernel.unsupported(trial, engine));
    if (unsupported.isPresent()) {
      return new Answer(Footprint.NONE, members(trial, workload).or(() -> unsupported));
    }
    MemoryNeed need = engine.memory(workload);
    Footprint footprint = footprint(trial, workload, need);
    return new Answer(
        footprint, size(footprint.total(), need, memory).or(() -> members(trial, workload)));
  }

  /** Why a trial cannot have the labels of its input's rows; empty if it can or has none. */
  private static Optional<String> noLabels(Trial trial) {
    int classes = trial.input().classes();
    if (classes == 0) {
      return Optional.empty();
    }
    if (!trial.loss().takesLabels()) {
      return Optional.of(
          "loss must be cross_entropy, multi_margin or nll with labels of a file, got "
              + trial.loss().spec().name());
    }
    int outputs = TrialWorkload.design(trial).architecture().outputUnits();
    return outputs < classes
        ? Optional.of(
            "labels go up to %s: the output must have at least %s units (readout_width), got %s"
                .formatted(classes - 1, classes, outputs))
        : Optional.empty();
  }

  /** Why a trial cannot have the weights of a file; empty if it has none. */
  private static Optional<String> otherWeights(Trial trial) {
    boolean elsewhere =
        Stream.concat(trial.get(Axes.FIRST_INIT).stream(), trial.bias().stream())
            .anyMatch(FileWeights.class::isInstance);
    if (elsewhere) {
      return Optional.of("weights of a file are those of init, not of first_init or bias");
    }
    if (!(trial.init() instanceof FileWeights file)) {
      return Optional.empty();
    }
    if (trial.get(Axes.FIRST_INIT).isPresent()) {
      return Optional.of("first_init must be none: init has the weights of all layers from a file");
    }
    return trial.get(Axes.PARAMETRIZATION).isStandard()
        ? file.unsupportedNetwork(trial.shape().widths())
        : Optional.of("parametrization must be standard with weights of a file");
  }

  /**
   * Bytes that a trial uses while it is computed, on the heap and off it together.
   *
   * @throws IllegalStateException if there is no such network
   */
  public static long bytes(Trial trial) {
    return footprint(trial).total();
  }

  /**
   * The memory that a trial takes while it is computed.
   *
   * @throws IllegalStateException if there is no such network
   */
  public static Footprint footprint(Trial trial) {
    Workload workload = TrialWorkload.of(trial);
    return footprint(trial, workload, TrialWorkload.engine(trial).memory(workload));
  }

  private static Optional<String> untrainable(Trial trial, Engine engine, Workload workload) {
    return CourseSteps.trains(trial) ? engine.untrainable(workload) : Optional.empty();
  }

  /**
   * The memory that training takes besides the network: the trainer, and each layer's first output.
   */
  private static Footprint course(Trial trial) {
    if (!CourseSteps.trains(trial)) {
      return Footprint.NONE;
    }
    Architecture architecture = TrialWorkload.of(trial).architecture();
    long outputs = WeightCount.of(architecture).outputs() * trial.batch();
    boolean held = TrialWorkload.engine(trial).keepsWeights();
    return Trainer.footprint(Course.rule(trial), architecture, trial.batch(), held)
        .plus(Footprint.onHeap(Float.BYTES * outputs));
  }

  /**
   * The memory of a trial: that of the engine, the input and its file, the loss, and the gradient
   * at the output.
   */
  private static Footprint footprint(Trial trial, Workload workload, MemoryNeed need) {
    int outputs = workload.architecture().outputUnits();
    long heap =
        need.heap()
            + Float.BYTES * (long) trial.batch() * trial.inputWidth()
            + trial.input().bytes()
            + (trial.init() instanceof FileWeights file ? Float.BYTES * file.entries() : 0)
            + Double.BYTES * (long) trial.batch() * outputs
            + trial.loss().evaluationBytes(trial.batch(), outputs);
    Footprint alone =
        new Footprint(heap, need.offHeap())
            .plus(course(trial))
            .plus(MaskCosines.footprint(trial, TrialWorkload.engine(trial)))
            .plus(TrialKernel.footprint(trial, TrialWorkload.engine(trial)));
    return workload.precision().isEmpty() ? alone : alone.plus(twin(trial, workload));
  }

  /**
   * The memory of the network's copy in float32, which is run forward only, and of the outputs of
   * its layers.
   */
  private static Footprint twin(Trial trial, Workload workload) {
    Engine engine = TrialWorkload.engine(trial);
    if (!engine.keepsWeights()) {
      return HalfRounded.footprint(trial, engine);
    }
    MemoryNeed need = engine.memory(workload.twin());
    long outputs = Float.BYTES * (long) trial.batch() * trial.shape().units();
    return new Footprint(need.heap() + outputs, need.offHeap());
  }

  /** Why a trial may not take this many bytes; empty if it may. */
  static Optional<String> tooLarge(long bytes, long memory) {
    return bytes > memory
        ? Optional.of(
            String.format(
                Locale.ROOT, "needs %d bytes, more than the trial_memory of %d", bytes, memory))
        : Optional.empty();
  }

  private static Optional<String> size(long bytes, MemoryNeed need, long memory) {
    Optional<String> tooLarge = tooLarge(bytes, memory);
    if (tooLarge.isPresent()) {
      return tooLarge;
    }
    if (need.longestArray() > Memory.LONGEST_ARRAY) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "a layer has %d values, more than the %d of an array",
              need.longestArray(),
              Memory.LONGEST_ARRAY));
    }
    return Optional.empty();
  }

  private static Optional<String> members(Trial trial, Workload workload) {
    for (WeightLayer layer : WeightLayers.of(workload.architecture())) {
      int out = layer.block().units();
      int in = layer.inputs();
      Optional<String> init = layer.block().init().unsupported(out, in);
      if (init.isPresent()) {
        return init;
      }
      Optional<String> bias = layer.block().bias().flatMap(b -> Biases.unsupported(b, out, in));
      if (bias.isPresent()) {
        return bias.map(why -> "bias: " + why);
      }
    }
    return trial.loss().unsupported(trial.batch(), workload.architecture().outputUnits());
  }
}
