package io.evenkeel.core.net;

import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.linalg.Blas;
import io.evenkeel.core.linalg.Floats;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Forward and backward propagation through an MLP: {@code z_l = x_l W_l^T + b_l}, {@code x_(l+1) =
 * phi_l(z_l)}.
 *
 * <p>The forward pass is plain float32, so it overflows where a float32 framework's would. The
 * backward pass is linear in the gradient, so the gradient is carried as float32 values times a
 * power of two that is renewed at each layer: it neither overflows nor underflows at any depth.
 *
 * <p>All memory is allocated once, for one shape. A propagation serves any number of networks of
 * that shape, one after the other, on one thread at a time.
 */
public final class Propagation implements AutoCloseable {
  private final MlpShape shape;
  private final boolean keepsLayers;
  private final MapMaker maker;
  private final Scratch scratch;
  private final List<LinearMap> maps = new ArrayList<>();
  private final List<Batch> inputs = new ArrayList<>();
  private final List<float[]> slopes = new ArrayList<>();
  private final float[] bias;
  private final float[] pre;
  private final Batch output;
  private final ScaledGradient outputGradient;
  private final ScaledGradient preGradient;
  private int layerToldOf;

  /** Makes the linear map of one layer. */
  interface MapMaker {
    LinearMap make(Scratch scratch, int in, int out);
  }

  /**
   * Allocates for networks whose weights are all drawn.
   *
   * @param backward whether {@link #backward} will be called: it needs every layer's weights,
   *     inputs and slopes kept
   * @throws ArithmeticException if a layer's weights or values do not fit one array
   * @throws OutOfMemoryError if memory does not suffice; see {@link #bytes}
   */
  public static Propagation explicit(MlpShape shape, boolean backward) {
    return new Propagation(shape, backward, ExplicitMap::make);
  }

  /**
   * Allocates for networks that know the law of their weights. A layer is computed without weights
   * where {@link #supports} says so; another layer's are drawn, into memory allocated when it first
   * occurs.
   *
   * @param backward whether {@link #backward} will be called: it needs every layer's normals,
   *     inputs and slopes kept
   * @throws ArithmeticException if a layer's values do not fit one array
   * @throws OutOfMemoryError if memory does not suffice; see {@link #bytes(MlpShape, boolean,
   *     Network)}
   */
  public static Propagation matrixFree(MlpShape shape, boolean backward) {
    return new Propagation(shape, backward, MatrixFreeMap::new);
  }

  /**
   * Whether a layer with weights of that law can be computed without them, in the same law.
   *
   * <p>Identity, constant and sparse matrices always can. Gaussian and Haar weights can if their
   * standard deviation is 0 or within [1e-30, 1e30], Haar weights moreover if the longer of their
   * sides is at least twice the batch.
   */
  public static boolean supports(WeightLaw law, int batch, int fanOut, int fanIn) {
    return MatrixFreeMap.supports(law, batch, fanOut, fanIn);
  }

  Propagation(MlpShape shape, boolean backward, MapMaker maker) {
    this.shape = shape;
    this.keepsLayers = backward;
    this.maker = maker;
    int mostValues = Math.toIntExact(shape.mostValues());
    scratch = new Scratch(shape);
    bias = new float[shape.mostUnits()];
    pre = new float[mostValues];
    output = new Batch(scratch, mostValues);
    addLayers(mostValues);
    outputGradient = new ScaledGradient(backward ? mostValues : 0);
    preGradient = new ScaledGradient(backward ? mostValues : 0);
  }

  private void addLayers(int mostValues) {
    Map<List<Integer>, LinearMap> shared = new HashMap<>();
    Batch sharedInput = new Batch(scratch, keepsLayers ? 0 : mostValues);
    float[] sharedSlope = new float[keepsLayers ? 0 : mostValues];
    for (int l = 0; l < shape.layers(); l++) {
      int in = shape.fanIn(l);
      int out = shape.fanOut(l);
      if (keepsLayers) {
        maps.add(map(in, out));
        inputs.add(new Batch(scratch, Math.toIntExact((long) shape.batch() * in)));
        slopes.add(new float[Math.toIntExact(shape.values(l))]);
      } else {
        maps.add(shared.computeIfAbsent(List.of(in, out), key -> map(in, out)));
        inputs.add(sharedInput);
        slopes.add(sharedSlope);
      }
    }
  }

  private LinearMap map(int in, int out) {
    return maker.make(scratch, in, out);
  }

  /** Bytes that an explicit propagation holds, native memory and heap together. */
  public static long bytes(MlpShape shape, boolean backward) {
    return PropagationMemory.explicit(shape, backward);
  }

  /**
   * Bytes that a matrix-free propagation holds, native memory and heap together.
   *
   * @param network asked for the law of each layer
   */
  public static long bytes(MlpShape shape, boolean backward, Network network) {
    return PropagationMemory.matrixFree(shape, backward, network);
  }

  /** The shape this was made for. */
  public MlpShape shape() {
    return shape;
  }

  /** Whether {@link #backward} may be called. */
  public boolean keepsLayers() {
    return keepsLayers;
  }

  /**
   * Feeds a batch through a network.
   *
   * @param input {@code [batch][fanIn of layer 0]}, not changed
   * @param network asked once per layer, in order
   * @param observer told of each layer's weights, then of its forward pass
   */
  public void forward(float[] input, Network network, PropagationObserver observer) {
    int batch = shape.batch();
    Batch x = inputs.get(0);
    System.arraycopy(input, 0, x.values, 0, batch * shape.fanIn(0));
    x.changed(shape.fanIn(0));
    for (int l = 0; l < shape.layers(); l++) {
      LinearMap map = maps.get(l);
      int out = shape.fanOut(l);
      map.draw(network, l);
      observer.weights(l, map.weightStd(), map.weightStdDeclared());
      map.forward(x, pre);
      if (network.bias(l, out, bias)) {
        addToRows(bias, out);
      }
      Batch act = l + 1 < shape.layers() ? inputs.get(l + 1) : output;
      network.activation(l).apply(pre, batch * out, act.values, slopes.get(l));
      act.changed(out);
      observer.forward(l, batch, out, pre, act.values, slopes.get(l), act.sums());
      x = act;
    }
  }

  private void addToRows(float[] bias, int units) {
    for (int row = 0; row < shape.batch(); row++) {
      for (int unit = 0; unit < units; unit++) {
        pre[row * units + unit] += bias[unit];
      }
    }
  }

  /** The last layer's output, {@code [batch][units]} from index 0; valid until the next forward. */
  public float[] output() {
    return output.values;
  }

  /**
   * Carries a gradient back through the network of the last forward pass.
   *
   * @param gradient with respect to {@link #output}, {@code [batch][units]}
   * @param observer told of each layer, from the last to the first
   * @throws IllegalStateException if this was made without a backward pass
   */
  public void backward(double[] gradient, PropagationObserver observer) {
    if (!keepsLayers) {
      throw new IllegalStateException("this propagation keeps nothing for a backward pass");
    }
    int batch = shape.batch();
    int last = shape.layers() - 1;
    outputGradient.set(gradient, batch * shape.fanOut(last));
    for (int l = last; l >= 0; l--) {
      if (l < last) {
        maps.get(l + 1).inputGradient(preGradient, inputs.get(l + 1), outputGradient);
      }
      int out = shape.fanOut(l);
      preGradient.setProduct(outputGradient, slopes.get(l), batch * out);
      layerToldOf = l;
      double weightSquares = maps.get(l).weightGradientSquares(preGradient, inputs.get(l));
      observer.backward(
          l,
          batch,
          out,
          outputGradient.values,
          outputGradient.exponent,
          preGradient.values,
          preGradient.exponent,
          maps.get(l).preGradientSquares(),
          weightSquares);
    }
  }

  /**
   * The gradient with respect to the network's input, once after a {@link #backward} pass.
   *
   * @param gradient receives {@code [batch][fanIn of layer 0]} on the scale of the returned
   *     exponent
   * @return the power of two that {@code gradient} is to be multiplied by
   */
  public long inputGradient(float[] gradient) {
    maps.get(0).inputGradient(preGradient, inputs.get(0), outputGradient);
    System.arraycopy(outputGradient.values, 0, gradient, 0, shape.batch() * shape.fanIn(0));
    return outputGradient.exponent;
  }

  /**
   * The weight gradient of the layer that the observer is being told of; to be called from {@link
   * PropagationObserver#backward} only.
   *
   * @param gradient receives {@code [fanOut][fanIn]}, before its factor of two to the layer's
   *     {@code preExponent}
   */
  public void weightGradient(float[] gradient) {
    int batch = shape.batch();
    int in = shape.fanIn(layerToldOf);
    int out = shape.fanOut(layerToldOf);
    scratch.left().put(preGradient.values, batch * out);
    scratch.right().put(inputs.get(layerToldOf).values, batch * in);
    try (Floats product = new Floats((long) out * in)) {
      Blas.transposedTimes(scratch.left(), scratch.right(), product, batch, out, in);
      product.get(gradient, out * in);
    }
  }

  @Override
  public void close() {
    maps.forEach(LinearMap::close);
    scratch.close();
  }
}
