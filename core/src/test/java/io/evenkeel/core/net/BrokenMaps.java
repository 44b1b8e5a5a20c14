package io.evenkeel.core.net;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.net.InvariantMap.LayerState;
import java.util.Arrays;

/**
 * Matrix-free maps with one step of the algorithm broken, which a test of the law has to notice.
 */
final class BrokenMaps {
  private BrokenMaps() {}

  /** Fresh normals keep their components in the space of the input's rows. */
  static LinearMap withoutProjection(Scratch scratch, int in, int out) {
    LayerState state = new LayerState(scratch.free(), scratch.batch(), in, out);
    LinearMap gaussian =
        new GaussianMap(scratch, state, in, out) {
          @Override
          void alongInput(int fresh, int rank, double[] seen) {
            Arrays.fill(seen, 0, fresh * rank, 0);
          }
        };
    LinearMap haar =
        new HaarMap(scratch, state, in, out) {
          @Override
          void alongInput(int fresh, int rank, double[] seen) {
            Arrays.fill(seen, 0, fresh * rank, 0);
          }
        };
    return new Chosen(gaussian, haar);
  }

  /** The backward pass takes the normals of the forward pass as fresh ones. */
  static LinearMap reusingNormals(Scratch scratch, int in, int out) {
    LayerState state = new LayerState(scratch.free(), scratch.batch(), in, out);
    long forward = (long) scratch.batch() * Math.max(in, out);
    return new Chosen(
        new GaussianMap(scratch, state, in, out), new HaarMap(scratch, state, in, out)) {
      @Override
      public void draw(Network network, int layer) {
        super.draw(new Shifted(network, forward), layer);
      }
    };
  }

  /** The backward pass draws the normals of the forward pass anew. */
  static LinearMap forgetful(Scratch scratch, int in, int out) {
    LayerState state = new LayerState(scratch.free(), scratch.batch(), in, out);
    return new Chosen(
        new GaussianMap(scratch, state, in, out), new HaarMap(scratch, state, in, out)) {
      @Override
      public double weightGradientSquares(ScaledGradient d, Batch x) {
        network.normals(layer, 1L << 40, state.normals, state.normals.length);
        return super.weightGradientSquares(d, x);
      }
    };
  }

  /** The map of the law that the network has. */
  private static class Chosen implements LinearMap {
    private final LinearMap gaussian;
    private final LinearMap haar;
    private LinearMap map;
    Network network;
    int layer;

    Chosen(LinearMap gaussian, LinearMap haar) {
      this.gaussian = gaussian;
      this.haar = haar;
    }

    @Override
    public void draw(Network network, int layer) {
      this.network = network;
      this.layer = layer;
      map = network.law(layer, 1, 1) instanceof WeightLaw.Gaussian ? gaussian : haar;
      map.draw(network, layer);
    }

    @Override
    public double weightStd() {
      return map.weightStd();
    }

    @Override
    public boolean weightStdDeclared() {
      return map.weightStdDeclared();
    }

    @Override
    public void forward(Batch x, float[] z) {
      map.forward(x, z);
    }

    @Override
    public double weightGradientSquares(ScaledGradient d, Batch x) {
      return map.weightGradientSquares(d, x);
    }

    @Override
    public double preGradientSquares() {
      return map.preGradientSquares();
    }

    @Override
    public void inputGradient(ScaledGradient d, Batch x, ScaledGradient g) {
      map.inputGradient(d, x, g);
    }

    @Override
    public void close() {
      // Nothing off the heap.
    }
  }

  /** A network whose normals from an index on are those from index 0 on. */
  private record Shifted(Network network, long from) implements Network {
    @Override
    public void weights(int layer, int fanOut, int fanIn, float[] weights) {
      network.weights(layer, fanOut, fanIn, weights);
    }

    @Override
    public WeightLaw law(int layer, int fanOut, int fanIn) {
      return network.law(layer, fanOut, fanIn);
    }

    @Override
    public void normals(int layer, long first, float[] normals, int length) {
      network.normals(layer, first >= from ? first - from : first, normals, length);
    }

    @Override
    public void nonZeros(
        int layer, int fanOut, int fanIn, int[] rows, float[] values, int[] order) {
      network.nonZeros(layer, fanOut, fanIn, rows, values, order);
    }

    @Override
    public boolean bias(int layer, int units, float[] bias) {
      return network.bias(layer, units, bias);
    }

    @Override
    public Activation activation(int layer) {
      return network.activation(layer);
    }
  }
}
