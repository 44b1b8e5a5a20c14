package io.evenkeel.core.sweep;

import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.EngineKind;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.linalg.Blas;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.loss.LossAtOutput;
import io.evenkeel.core.sweep.TrialResult.Extras;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Computes trials, one at a time: a pure function from {@link Trial} to {@link TrialResult}.
 *
 * <p>A runner keeps the arrays of the last shape and engine, so trials of one shape are best run in
 * a row. It is used by one thread.
 */
public final class TrialRunner implements AutoCloseable {
  private final Memory memory = Memory.allocating();
  private CompiledNet net;

  /**
   * The network's copy in float32, if tensors are rounded and weights are drawn; otherwise null.
   */
  private CompiledNet twin;

  private final Memory courseMemory = Memory.allocating();
  private EngineKind engine;
  private float[] input = new float[0];
  private double[] outputGradient = new double[0];

  /**
   * Makes a runner without arrays.
   *
   * @throws LinkageError if this machine cannot load the native library, whatever the trial
   */
  public TrialRunner() {
    Blas.load();
  }

  /**
   * Draws the trial's network and batch, feeds it forward, takes the loss, carries its gradient
   * back and trains the network, as far as the trial asks for that.
   *
   * @param trial feasible: its shape, initialisers and loss go together and its memory suffices
   * @throws RuntimeException if the trial cannot be computed; numerical blow-up is no such case
   */
  public TrialResult run(Trial trial) {
    CompiledNet network = netFor(trial);
    Passes passes = new Passes(trial, network, room(trial), outputRoom(trial, network));
    TrialResult result =
        CourseSteps.trains(trial) ? train(trial, network, passes) : measure(trial, passes);
    if (!MaskCosines.asked(trial) && !TrialKernel.asked(trial)) {
      return result;
    }
    passes.drawInput(0);
    List<Double> cosines = MaskCosines.of(trial, input, courseMemory);
    Optional<NtkResult> kernel =
        TrialKernel.asked(trial)
            ? Optional.of(TrialKernel.of(trial, input, courseMemory))
            : Optional.empty();
    return result.with(new Extras(result.course(), kernel, result.lossScale(), cosines));
  }

  private TrialResult train(Trial trial, CompiledNet network, Passes passes) {
    try {
      return new Course(trial, passes, network, courseMemory).run();
    } finally {
      courseMemory.recycle();
      courseMemory.trim();
    }
  }

  /** The network's copy in float32; empty if the network itself is in float32. */
  private Optional<Twin> twinOf(Trial trial, Passes passes) {
    if (net.workload().precision().isEmpty()) {
      return Optional.empty();
    }
    passes.drawInput(0);
    if (twin == null) {
      return Optional.of(HalfRounded.of(trial, input, courseMemory));
    }
    TwinOutputs outputs = new TwinOutputs();
    twin.forward(input, Draws.ofSeed(trial.seed()), outputs);
    return Optional.of(outputs);
  }

  private TrialResult measure(Trial trial, Passes passes) {
    LayerProbe probe = new LayerProbe(twinOf(trial, passes));
    passes.drawAndForward(probe);
    LossAtOutput loss = passes.loss(0);
    OptionalInt lossScale = OptionalInt.empty();
    if (trial.backward()) {
      lossScale = lossScale(trial, passes);
      passes.backward(probe);
    }
    List<LayerResult> layers = probe.layers();
    return new TrialResult(
        trial,
        blewUp(layers, loss) ? TrialStatus.NONFINITE : TrialStatus.OK,
        Optional.empty(),
        Optional.of(loss),
        Optional.of(passes.lossGradientRms()),
        layers,
        new Extras(Optional.empty(), Optional.empty(), lossScale, List.of()));
  }

  /** The power of two that the loss is multiplied by while gradients are rounded, if they are. */
  private OptionalInt lossScale(Trial trial, Passes passes) {
    if (net.workload().precision().isEmpty()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(
        LossScaleSearch.asked(trial)
            ? LossScaleSearch.find(net, passes)
            : net.workload().lossScale());
  }

  private CompiledNet netFor(Trial trial) {
    Workload workload = TrialWorkload.of(trial);
    if (net == null || engine != trial.engine() || !net.workload().equals(workload)) {
      release();
      net = TrialWorkload.engine(trial).compile(workload, memory);
      if (workload.precision().isPresent() && TrialWorkload.engine(trial).keepsWeights()) {
        twin = TrialWorkload.engine(trial).compile(workload.twin(), memory);
      }
      engine = trial.engine();
      memory.trim();
    }
    return net;
  }

  private void release() {
    if (net != null) {
      net.close();
      net = null;
    }
    if (twin != null) {
      twin.close();
      twin = null;
    }
    memory.recycle();
  }

  private float[] room(Trial trial) {
    int length = Math.multiplyExact(trial.batch(), trial.inputWidth());
    if (input.length < length) {
      input = new float[length];
    }
    return input;
  }

  private double[] outputRoom(Trial trial, CompiledNet network) {
    int units = network.workload().architecture().outputUnits();
    int length = Math.multiplyExact(trial.batch(), units);
    if (outputGradient.length < length) {
      outputGradient = new double[length];
    }
    return outputGradient;
  }

  private static boolean blewUp(List<LayerResult> layers, LossAtOutput loss) {
    return !Double.isFinite(loss.mean()) || layers.stream().anyMatch(LayerResult::nonFinite);
  }

  @Override
  public void close() {
    release();
    courseMemory.close();
    memory.close();
  }
}
