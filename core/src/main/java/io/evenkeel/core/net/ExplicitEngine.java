package io.evenkeel.core.net;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.net.Blas.Floats;
import java.util.function.IntFunction;

/**
 * Forward and backward propagation through an MLP whose weights are all drawn: {@code z_l = x_l
 * W_l^T + b_l}, {@code x_(l+1) = phi_l(z_l)}.
 *
 * <p>The forward pass is plain float32, so it overflows where a float32 framework's would. The
 * backward pass is linear in the gradient, so the gradient is carried as float32 values times a
 * power of two that is renewed at each layer: it neither overflows nor underflows at any depth.
 *
 * <p>All memory is allocated once, for one shape. An engine serves any number of networks of that
 * shape, one after the other, on one thread at a time.
 */
public final class ExplicitEngine implements AutoCloseable {
  private final MlpShape shape;
  private final boolean keepsLayers;
  private final Layer[] layers;
  private final WeightSpread weightSpread;
  private final Floats product;
  private final float[] drawn;
  private final float[] bias;
  private final float[] pre;
  private final float[] act;
  private final Backward backward;

  /** What the backward pass needs of a layer; one instance serves all when there is none. */
  private static final class Layer implements AutoCloseable {
    final Floats weights;
    final Floats input;
    final float[] slope;

    Layer(long weights, long inputs, long outputs) {
      this.weights = new Floats(weights);
      this.input = new Floats(inputs);
      this.slope = new float[Math.toIntExact(outputs)];
    }

    @Override
    public void close() {
      weights.close();
      input.close();
    }
  }

  /** Buffers of the backward pass. */
  private static final class Backward implements AutoCloseable {
    final ScaledGradient output;
    final ScaledGradient pre;
    final WeightGradientNorm norm;
    int layer;

    Backward(MlpShape shape) {
      int most = Math.toIntExact(shape.mostValues());
      output = new ScaledGradient(most);
      pre = new ScaledGradient(most);
      norm = new WeightGradientNorm(shape);
    }

    @Override
    public void close() {
      output.close();
      pre.close();
    }
  }

  /**
   * Allocates an engine.
   *
   * @param backward whether {@link #backward} will be called: it needs every layer's weights,
   *     inputs and slopes kept
   * @throws ArithmeticException if a layer's weights or values do not fit one array
   * @throws OutOfMemoryError if memory does not suffice; see {@link #bytes}
   */
  public ExplicitEngine(MlpShape shape, boolean backward) {
    this.shape = shape;
    this.keepsLayers = backward;
    int mostValues = Math.toIntExact(shape.mostValues());
    int mostWeights = Math.toIntExact(shape.mostWeights());
    layers = new Layer[backward ? shape.layers() : 1];
    for (int slot = 0; slot < layers.length; slot++) {
      layers[slot] =
          backward
              ? new Layer(
                  shape.weights(slot), (long) shape.batch() * shape.fanIn(slot), shape.values(slot))
              : new Layer(mostWeights, mostValues, mostValues);
    }
    weightSpread = new WeightSpread(shape);
    product = new Floats(mostValues);
    drawn = new float[mostWeights];
    bias = new float[shape.mostUnits()];
    pre = new float[mostValues];
    act = new float[mostValues];
    this.backward = backward ? new Backward(shape) : null;
  }

  /** Bytes that an engine of this shape holds, native memory and heap together. */
  public static long bytes(MlpShape shape, boolean backward) {
    long common = 2 * shape.mostWeights() + 3L * shape.mostUnits() + 3 * shape.mostValues();
    if (!backward) {
      return Float.BYTES * (common + shape.mostWeights() + 2 * shape.mostValues());
    }
    long kept = 0;
    for (int layer = 0; layer < shape.layers(); layer++) {
      kept +=
          shape.weights(layer) + (long) shape.batch() * shape.fanIn(layer) + shape.values(layer);
    }
    return Float.BYTES * (common + kept + 4 * shape.mostValues()) + WeightGradientNorm.bytes(shape);
  }

  /** The shape this engine was made for. */
  public MlpShape shape() {
    return shape;
  }

  /** Whether {@link #backward} may be called. */
  public boolean keepsLayers() {
    return keepsLayers;
  }

  /**
   * Feeds a batch through the network.
   *
   * @param input {@code [batch][fanIn of layer 0]}, not changed
   * @param parameters asked once per layer, in order
   * @param activations by layer
   * @param observer told of each layer's weights, then of its forward pass
   */
  public void forward(
      float[] input,
      LayerParameters parameters,
      IntFunction<Activation> activations,
      PropagationObserver observer) {
    int batch = shape.batch();
    slot(0).input.put(input, batch * shape.fanIn(0));
    for (int l = 0; l < shape.layers(); l++) {
      Layer layer = slot(l);
      int in = shape.fanIn(l);
      int out = shape.fanOut(l);
      parameters.weights(l, out, in, drawn);
      layer.weights.put(drawn, out * in);
      observer.weights(l, weightSpread.std(drawn, layer.weights, out, in));
      Blas.timesTransposed(layer.input, layer.weights, product, batch, in, out);
      product.get(pre, batch * out);
      if (parameters.bias(l, out, bias)) {
        addToRows(bias, out);
      }
      activations.apply(l).apply(pre, batch * out, act, layer.slope);
      observer.forward(l, batch, out, pre, act, layer.slope);
      if (l + 1 < shape.layers()) {
        slot(l + 1).input.put(act, batch * out);
      }
    }
  }

  private Layer slot(int layer) {
    return layers[keepsLayers ? layer : 0];
  }

  private void addToRows(float[] bias, int units) {
    for (int row = 0; row < shape.batch(); row++) {
      for (int unit = 0; unit < units; unit++) {
        pre[row * units + unit] += bias[unit];
      }
    }
  }

  /**
   * The last layer's output, {@code [batch][units]} from index 0; valid until the next {@link
   * #backward} or {@link #forward}.
   */
  public float[] output() {
    return act;
  }

  /**
   * Carries a gradient back through the network of the last forward pass.
   *
   * @param outputGradient with respect to {@link #output}, {@code [batch][units]}
   * @param observer told of each layer, from the last to the first
   * @throws IllegalStateException if the engine was made without a backward pass
   */
  public void backward(double[] outputGradient, PropagationObserver observer) {
    if (backward == null) {
      throw new IllegalStateException("this engine keeps nothing for a backward pass");
    }
    int batch = shape.batch();
    int last = shape.layers() - 1;
    backward.output.set(outputGradient, batch * shape.fanOut(last));
    for (int l = last; l >= 0; l--) {
      int in = shape.fanIn(l);
      int out = shape.fanOut(l);
      if (l < last) {
        gradientOfInput(l + 1);
      }
      backward.layer = l;
      backward.pre.setProduct(backward.output, layers[l].slope, batch * out);
      layers[l].input.get(act, batch * in);
      observer.backward(
          l,
          batch,
          out,
          backward.output.values,
          backward.output.exponent,
          backward.pre.values,
          backward.pre.exponent,
          backward.norm.squares(l, backward.pre.values, act));
    }
  }

  private void gradientOfInput(int layer) {
    int batch = shape.batch();
    Blas.times(
        backward.pre.copy,
        layers[layer].weights,
        backward.output.copy,
        batch,
        shape.fanOut(layer),
        shape.fanIn(layer));
    backward.output.setFromCopy(backward.pre.exponent, batch * shape.fanIn(layer));
  }

  /**
   * The gradient with respect to the network's input, after a {@link #backward} pass.
   *
   * @param gradient receives {@code [batch][fanIn of layer 0]} on the scale of the returned
   *     exponent
   * @return the power of two that {@code gradient} is to be multiplied by
   */
  public long inputGradient(float[] gradient) {
    gradientOfInput(0);
    System.arraycopy(backward.output.values, 0, gradient, 0, shape.batch() * shape.fanIn(0));
    return backward.output.exponent;
  }

  /**
   * The weight gradient of the layer that the observer is being told of; to be called from {@link
   * PropagationObserver#backward} only.
   *
   * @param gradient receives {@code [fanOut][fanIn]}, before its factor of two to the layer's
   *     {@code preExponent}
   */
  public void weightGradient(float[] gradient) {
    int l = backward.layer;
    int in = shape.fanIn(l);
    int out = shape.fanOut(l);
    try (Floats product = new Floats((long) out * in)) {
      Blas.transposedTimes(backward.pre.copy, layers[l].input, product, shape.batch(), out, in);
      product.get(gradient, out * in);
    }
  }

  @Override
  public void close() {
    for (Layer layer : layers) {
      layer.close();
    }
    weightSpread.close();
    product.close();
    if (backward != null) {
      backward.close();
    }
  }
}
