package io.evenkeel.core.sweep;

import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.loss.LossAtOutput;
import io.evenkeel.core.probe.NoProbe;
import io.evenkeel.core.probe.Probe;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import io.evenkeel.core.stats.Scaled;

/**
 * Runs the passes of one trial's network: it draws batches, computes the loss and starts the
 * backward pass.
 */
final class Passes {
  private final Trial trial;
  private final CompiledNet network;
  private final float[] input;
  private final double[] outputGradient;
  private final int units;

  /**
   * @param input an array for a batch
   * @param outputGradient an array for a gradient at the output
   */
  Passes(Trial trial, CompiledNet network, float[] input, double[] outputGradient) {
    this.trial = trial;
    this.network = network;
    this.input = input;
    this.outputGradient = outputGradient;
    units = network.workload().architecture().outputUnits();
  }

  /** Draws the network's weights and feeds batch 0 forward. */
  void drawAndForward(Probe probe) {
    drawInput(0);
    network.forward(input, Draws.ofSeed(trial.seed()), probe);
  }

  /**
   * Feeds a batch forward through the network with its present weights.
   *
   * @param batch its number
   * @param masks step whose masks are drawn
   */
  void forwardAgain(int batch, int masks, Probe probe) {
    drawInput(batch);
    network.forwardAgain(input, Draws.ofSeed(trial.seed(), masks), probe);
  }

  /** Draws a batch into its array. */
  void drawInput(int batch) {
    trial
        .input()
        .fill(
            RandomStream.of(trial.seed(), Role.INPUT, batch),
            input,
            Math.multiplyExact(trial.batch(), trial.inputWidth()));
  }

  /** The loss at the output, with the targets of a batch; it also gives the gradient there. */
  LossAtOutput loss(int batch) {
    if (trial.input().classes() > 0) {
      int[] labels =
          trial.input().labels(RandomStream.of(trial.seed(), Role.INPUT, batch), trial.batch());
      return trial.loss().evaluate(network.output(), trial.batch(), units, labels, outputGradient);
    }
    return trial
        .loss()
        .evaluate(
            network.output(),
            trial.batch(),
            units,
            RandomStream.of(trial.seed(), Role.TARGET, batch),
            RandomStream.of(trial.seed(), Role.COTANGENT, batch),
            outputGradient);
  }

  /**
   * Feeds the batch that was drawn last forward again, with the present weights and the first
   * masks.
   */
  void forwardAgain() {
    network.forwardAgain(input, Draws.ofSeed(trial.seed()), NoProbe.INSTANCE);
  }

  /** Runs the backward pass of the last loss without a probe. */
  void backward() {
    network.backward(outputGradient, NoProbe.INSTANCE);
  }

  /** Runs the backward pass of the last loss. */
  void backward(Probe probe) {
    network.backward(outputGradient, probe);
  }

  /** Root mean square of the gradient of the last loss at the output. */
  Scaled lossGradientRms() {
    int length = trial.batch() * units;
    double largest = 0;
    for (int i = 0; i < length; i++) {
      largest = Math.max(largest, Math.abs(outputGradient[i]));
    }
    if (!(largest > 0 && largest < Double.POSITIVE_INFINITY)) {
      return new Scaled(largest, 0);
    }
    int exponent = Math.getExponent(largest);
    double squares = 0;
    for (int i = 0; i < length; i++) {
      double scaled = Math.scalb(outputGradient[i], -exponent);
      squares += scaled * scaled;
    }
    return new Scaled(Math.sqrt(squares / length), exponent);
  }
}
