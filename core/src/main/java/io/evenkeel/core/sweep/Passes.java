package io.evenkeel.core.sweep;

import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.loss.LossAtOutput;
import io.evenkeel.core.probe.NoProbe;
import io.evenkeel.core.probe.Probe;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import io.evenkeel.core.stats.Scaled;

/** The passes of one trial's network: it draws batches, takes the loss and starts the way back. */
final class Passes {
  private final Trial trial;
  private final CompiledNet network;
  private final float[] input;
  private final double[] outputGradient;
  private final int units;

  /**
   * @param input room for a batch
   * @param outputGradient room for a gradient at the output
   */
  Passes(Trial trial, CompiledNet network, float[] input, double[] outputGradient) {
    this.trial = trial;
    this.network = network;
    this.input = input;
    this.outputGradient = outputGradient;
    units = network.workload().architecture().outputUnits();
  }

  /** Draws the network and feeds batch 0 through it. */
  void drawAndForward(Probe probe) {
    drawInput(0);
    network.forward(input, Draws.ofSeed(trial.seed()), probe);
  }

  /**
   * Feeds a batch through the network as it is.
   *
   * @param batch its number
   * @param masks step whose masks are drawn
   */
  void forwardAgain(int batch, int masks, Probe probe) {
    drawInput(batch);
    network.forwardAgain(input, Draws.ofSeed(trial.seed(), masks), probe);
  }

  /** Draws a batch into the room for it. */
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

  /** Feeds the batch that was drawn last through a network as it is, with its first masks. */
  void forwardAgain() {
    network.forwardAgain(input, Draws.ofSeed(trial.seed()), NoProbe.INSTANCE);
  }

  /** Carries the gradient of the last loss back, for nobody to see. */
  void backward() {
    network.backward(outputGradient, NoProbe.INSTANCE);
  }

  /** Carries the gradient of the last loss back. */
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
