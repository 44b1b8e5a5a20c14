package io.evenkeel.core.engine.ops;

import io.evenkeel.core.arch.Activate;
import io.evenkeel.core.arch.Architecture;
import io.evenkeel.core.arch.Block;
import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.arch.Dropout;
import io.evenkeel.core.arch.Normalize;
import io.evenkeel.core.arch.Repeat;
import io.evenkeel.core.arch.Residual;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.norm.BatchNorm;
import io.evenkeel.core.norm.LayerNorm;
import io.evenkeel.core.norm.Norm;
import java.util.ArrayList;
import java.util.List;

/** A network's forward pass by the definitions of its blocks, in loops over doubles. */
final class NaiveNet {
  private final Architecture architecture;
  private final Draws draws;

  /** By weight layer, {@code [unit][input]}; drawn when a layer is first met. */
  final List<double[][]> weights = new ArrayList<>();

  /** By weight layer; empty where a layer has none. */
  final List<double[]> biases = new ArrayList<>();

  private int layers;
  private int dropouts;

  NaiveNet(Architecture architecture, Draws draws) {
    this.architecture = architecture;
    this.draws = draws;
  }

  /** The output of rows {@code x [rows][units]}. */
  double[][] forward(double[][] x) {
    layers = 0;
    dropouts = 0;
    return through(architecture.blocks(), x);
  }

  private double[][] through(List<Block> blocks, double[][] x) {
    double[][] y = x;
    for (Block block : blocks) {
      y = block.select(new Step(y));
    }
    return y;
  }

  private record Mean(double mean, double square) {
    static Mean of(double[][] x, boolean ofUnit, int index) {
      int n = ofUnit ? x.length : x[0].length;
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < n; i++) {
        double value = ofUnit ? x[i][index] : x[index][i];
        sum += value;
        squares += value * value;
      }
      return new Mean(sum / n, squares / n);
    }

    double variance() {
      return square - mean * mean;
    }
  }

  private final class Step implements Block.Cases<double[][]> {
    private final double[][] x;

    Step(double[][] x) {
      this.x = x;
    }

    @Override
    public double[][] dense(Dense block) {
      int layer = layers++;
      if (weights.size() == layer) {
        draw(layer, block);
      }
      double[][] w = weights.get(layer);
      double[] b = biases.get(layer);
      double[][] z = new double[x.length][block.units()];
      for (int row = 0; row < x.length; row++) {
        for (int unit = 0; unit < block.units(); unit++) {
          double sum = b.length > 0 ? b[unit] : 0;
          for (int i = 0; i < x[row].length; i++) {
            sum += w[unit][i] * x[row][i];
          }
          z[row][unit] = sum;
        }
      }
      return z;
    }

    private void draw(int layer, Dense block) {
      int in = x[0].length;
      float[] drawn = new float[block.units() * in];
      draws.weights(layer, block, in, drawn);
      double[][] w = new double[block.units()][in];
      for (int i = 0; i < drawn.length; i++) {
        w[i / in][i % in] = (float) block.gain() * drawn[i];
      }
      weights.add(w);
      double[] b = new double[block.bias().isPresent() ? block.units() : 0];
      if (b.length > 0) {
        float[] values = new float[b.length];
        draws.bias(layer, block, in, values);
        for (int i = 0; i < b.length; i++) {
          b[i] = values[i];
        }
      }
      biases.add(b);
    }

    @Override
    public double[][] activate(Activate block) {
      return each((row, unit) -> block.activation().value(x[row][unit]));
    }

    @Override
    public double[][] normalize(Normalize block) {
      Norm norm = block.norm();
      boolean ofUnit = norm instanceof BatchNorm;
      boolean centred = ofUnit || norm instanceof LayerNorm;
      return each(
          (row, unit) -> {
            Mean mean = Mean.of(x, ofUnit, ofUnit ? unit : row);
            double square = centred ? mean.variance() : mean.square();
            return (x[row][unit] - (centred ? mean.mean() : 0)) / Math.sqrt(square + norm.eps());
          });
    }

    @Override
    public double[][] dropout(Dropout block) {
      float[] uniforms = new float[x.length * x[0].length];
      draws.masks(dropouts++, uniforms, uniforms.length);
      return each(
          (row, unit) ->
              uniforms[row * x[0].length + unit] < block.p() ? 0 : x[row][unit] / (1 - block.p()));
    }

    @Override
    public double[][] residual(Residual block) {
      double[][] branch = through(block.branch(), x);
      return through(
          block.exit(),
          each((row, unit) -> block.skip() * x[row][unit] + block.scale() * branch[row][unit]));
    }

    @Override
    public double[][] repeat(Repeat block) {
      double[][] y = x;
      for (int i = 0; i < block.times(); i++) {
        y = through(block.blocks(), y);
      }
      return y;
    }

    private double[][] each(Value value) {
      double[][] y = new double[x.length][x[0].length];
      for (int row = 0; row < y.length; row++) {
        for (int unit = 0; unit < y[row].length; unit++) {
          y[row][unit] = value.at(row, unit);
        }
      }
      return y;
    }
  }

  private interface Value {
    double at(int row, int unit);
  }
}
