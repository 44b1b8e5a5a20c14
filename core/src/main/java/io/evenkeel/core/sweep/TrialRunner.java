package io.evenkeel.core.sweep;

import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.EngineKind;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.linalg.Blas;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.loss.LossAtOutput;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import io.evenkeel.core.stats.Scaled;
import java.util.List;
import java.util.Optional;

/**
 * Computes trials, one at a time: a pure function from {@link Trial} to {@link TrialResult}.
 *
 * <p>A runner keeps the buffers of the last shape and engine it met, so trials of one are best run
 * in a row. It serves one thread.
 */
public final class TrialRunner implements AutoCloseable {
  private final Memory memory = Memory.allocating();
  private CompiledNet net;

  /** The same in float32, of a network whose tensors are rounded; null otherwise. */
  private CompiledNet twin;

  private EngineKind engine;
  private float[] input = new float[0];
  private double[] outputGradient = new double[0];

  /**
   * Makes a runner that has no buffers yet.
   *
   * @throws LinkageError if this machine cannot load the native library, whatever the trial
   */
  public TrialRunner() {
    Blas.load();
  }

  /**
   * Draws the trial's network and batch, feeds it forward, takes the loss, and carries its gradient
   * back if the trial asks for that.
   *
   * @param trial feasible: its shape, initialisers and loss go together and its memory suffices
   * @throws RuntimeException if the trial cannot be computed; numerical blow-up is no such case
   */
  public TrialResult run(Trial trial) {
    CompiledNet network = netFor(trial);
    int units = network.workload().architecture().outputUnits();
    int outputs = Math.multiplyExact(trial.batch(), units);
    float[] drawn = drawInput(trial);
    Draws draws = Draws.ofSeed(trial.seed());
    LayerProbe probe = new LayerProbe(outputsOfTwin(drawn, draws));
    network.forward(drawn, draws, probe);
    if (outputGradient.length < outputs) {
      outputGradient = new double[outputs];
    }
    LossAtOutput loss =
        trial
            .loss()
            .evaluate(
                network.output(),
                trial.batch(),
                units,
                RandomStream.of(trial.seed(), Role.TARGET, 0),
                RandomStream.of(trial.seed(), Role.COTANGENT, 0),
                outputGradient);
    if (trial.backward()) {
      network.backward(outputGradient, probe);
    }
    List<LayerResult> layers = probe.layers();
    return new TrialResult(
        trial,
        blewUp(layers, loss) ? TrialStatus.NONFINITE : TrialStatus.OK,
        Optional.empty(),
        Optional.of(loss),
        Optional.of(rms(outputGradient, outputs)),
        layers);
  }

  /** What the same network gives in float32; empty if that is what is asked for. */
  private Optional<TwinOutputs> outputsOfTwin(float[] drawn, Draws draws) {
    if (twin == null) {
      return Optional.empty();
    }
    TwinOutputs outputs = new TwinOutputs();
    twin.forward(drawn, draws, outputs);
    return Optional.of(outputs);
  }

  private CompiledNet netFor(Trial trial) {
    Workload workload = TrialWorkload.of(trial);
    if (net == null || engine != trial.engine() || !net.workload().equals(workload)) {
      release();
      net = TrialWorkload.engine(trial).compile(workload, memory);
      if (workload.precision().isPresent()) {
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

  private float[] drawInput(Trial trial) {
    int length = Math.multiplyExact(trial.batch(), trial.inputWidth());
    if (input.length < length) {
      input = new float[length];
    }
    RandomStream.of(trial.seed(), Role.INPUT, 0).fillNormal(0, input, 0, length);
    return input;
  }

  private static boolean blewUp(List<LayerResult> layers, LossAtOutput loss) {
    return !Double.isFinite(loss.mean()) || layers.stream().anyMatch(LayerResult::nonFinite);
  }

  private static Scaled rms(double[] gradient, int length) {
    double largest = 0;
    for (int i = 0; i < length; i++) {
      largest = Math.max(largest, Math.abs(gradient[i]));
    }
    if (!(largest > 0 && largest < Double.POSITIVE_INFINITY)) {
      return new Scaled(largest, 0);
    }
    int exponent = Math.getExponent(largest);
    double squares = 0;
    for (int i = 0; i < length; i++) {
      double scaled = Math.scalb(gradient[i], -exponent);
      squares += scaled * scaled;
    }
    return new Scaled(Math.sqrt(squares / length), exponent);
  }

  @Override
  public void close() {
    release();
    memory.close();
  }
}
