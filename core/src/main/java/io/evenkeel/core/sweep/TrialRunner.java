package io.evenkeel.core.sweep;

import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.engine.EngineKind;
import io.evenkeel.core.linalg.Blas;
import io.evenkeel.core.loss.LossAtOutput;
import io.evenkeel.core.net.Propagation;
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
  private final LayerRecorder recorder = new LayerRecorder();
  private Propagation propagation;
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
    Propagation propagation = propagationFor(trial);
    MlpShape shape = propagation.shape();
    int last = shape.layers() - 1;
    int units = shape.fanOut(last);
    int outputs = Math.toIntExact(shape.values(last));
    recorder.start(trial.inputWidth());
    propagation.forward(drawInput(trial), new TrialNetwork(trial), recorder);
    if (outputGradient.length < outputs) {
      outputGradient = new double[outputs];
    }
    LossAtOutput loss =
        trial
            .loss()
            .evaluate(
                propagation.output(),
                trial.batch(),
                units,
                RandomStream.of(trial.seed(), Role.TARGET, 0),
                RandomStream.of(trial.seed(), Role.COTANGENT, 0),
                outputGradient);
    if (trial.backward()) {
      propagation.backward(outputGradient, recorder);
    }
    List<LayerResult> layers = recorder.layers();
    return new TrialResult(
        trial,
        blewUp(layers, loss) ? TrialStatus.NONFINITE : TrialStatus.OK,
        Optional.empty(),
        Optional.of(loss),
        Optional.of(rms(outputGradient, outputs)),
        layers);
  }

  private Propagation propagationFor(Trial trial) {
    MlpShape shape = trial.shape();
    boolean fits =
        propagation != null
            && propagation.shape().equals(shape)
            && propagation.keepsLayers() == trial.backward()
            && engine == trial.engine();
    if (!fits) {
      close();
      propagation =
          switch (trial.engine()) {
            case EXPLICIT -> Propagation.explicit(shape, trial.backward());
            case MATRIX_FREE -> Propagation.matrixFree(shape, trial.backward());
          };
      engine = trial.engine();
    }
    return propagation;
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
    if (propagation != null) {
      propagation.close();
      propagation = null;
    }
  }
}
