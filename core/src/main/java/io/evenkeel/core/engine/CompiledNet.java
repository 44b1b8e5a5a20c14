package io.evenkeel.core.engine;

import io.evenkeel.core.probe.Probe;
import java.util.List;

/**
 * A network that is ready to run: all its memory is allocated. It can be drawn and run any number
 * of times, by one thread at a time.
 */
public interface CompiledNet extends AutoCloseable {
  /** The workload that it was compiled for. */
  Workload workload();

  /**
   * Draws the network and feeds a batch through it.
   *
   * @param input {@code [batch][units]}, not changed
   * @param draws asked layer by layer, in order
   * @param probe told of each layer
   */
  void forward(float[] input, Draws draws, Probe probe);

  /**
   * Feeds a batch through the network as it is: weights and biases stay, masks are drawn.
   *
   * @param input {@code [batch][units]}, not changed
   * @param draws asked for masks alone
   * @param probe told of each layer
   * @throws IllegalStateException if the engine {@linkplain Engine#untrainable cannot train}
   */
  default void forwardAgain(float[] input, Draws draws, Probe probe) {
    throw new IllegalStateException("this engine keeps no weights");
  }

  /**
   * The weights of each layer, by its number; the next forward pass without a draw uses the changed
   * weights.
   *
   * @throws IllegalStateException if the engine {@linkplain Engine#untrainable cannot train}
   */
  default List<LayerWeights> weights() {
    throw new IllegalStateException("this engine keeps no weights");
  }

  /** The last layer's output, {@code [batch][units]} from index 0; valid until the next forward. */
  float[] output();

  /**
   * Carries a gradient back through the network of the last forward pass, once.
   *
   * @param gradient with respect to {@link #output}, {@code [batch][units]}
   * @param probe told of each layer, from the last to the first
   * @throws IllegalStateException if this was compiled without a backward pass
   */
  void backward(double[] gradient, Probe probe);

  /**
   * Carries a gradient back as {@link #backward(double[], Probe)} does, down to the network's
   * input.
   *
   * @param inputGradient receives {@code [batch][units]} of the input, on the scale of the returned
   *     exponent
   * @return the power of two that {@code inputGradient} is to be multiplied by
   */
  long backward(double[] gradient, Probe probe, float[] inputGradient);

  /**
   * Sets the loss scale of the backward passes until the network is drawn anew, in place of the
   * workload's.
   *
   * @param power of two that gradients are multiplied by while they are rounded
   * @throws IllegalStateException if this network rounds nothing
   */
  default void lossScale(int power) {
    throw new IllegalStateException("this engine rounds nothing");
  }

  /**
   * The gradients that the last backward pass rounded, with a loss scale that was set.
   *
   * @throws IllegalStateException if this network rounds nothing
   */
  default RoundedGradients roundedGradients() {
    throw new IllegalStateException("this engine rounds nothing");
  }

  /** Releases all memory except the arrays of the {@link Memory} that it was compiled with. */
  @Override
  void close();
}
