package io.evenkeel.core.engine.linear;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.init.Constant;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Normal;
import io.evenkeel.core.init.Orthogonal;
import io.evenkeel.core.init.Sparse;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;

/** A network whose layers all have one law of weights, drawn plainly or left to the engine. */
record LawNetwork(WeightLaw law, Activation activation, double biasStd, long seed)
    implements Draws {

  LawNetwork(WeightLaw law, Activation activation, long seed) {
    this(law, activation, 0, seed);
  }

  /** A scheme that has the law. */
  Initializer scheme() {
    return law.select(
        new WeightLaw.Cases<>() {
          @Override
          public Initializer gaussian(WeightLaw.Gaussian gaussian) {
            return new Normal(0, gaussian.std());
          }

          @Override
          public Initializer haar(WeightLaw.Haar haar) {
            return new Orthogonal(haar.gain());
          }

          @Override
          public Initializer identity(WeightLaw.Identity identity) {
            return new io.evenkeel.core.init.Identity();
          }

          @Override
          public Initializer constant(WeightLaw.Constant constant) {
            return new Constant(constant.value());
          }

          @Override
          public Initializer sparse(WeightLaw.Sparse sparse) {
            return new Sparse(sparse.sparsity(), sparse.std());
          }
        });
  }

  @Override
  public void weights(int layer, Dense block, int fanIn, float[] weights) {
    weights(layer, block.units(), fanIn, weights);
  }

  @Override
  public void weights(
      int layer, Dense block, int fanIn, int from, float[] target, int at, int length) {
    float[] all = new float[block.units() * fanIn];
    weights(layer, block.units(), fanIn, all);
    System.arraycopy(all, from, target, at, length);
  }

  void weights(int layer, int fanOut, int fanIn, float[] weights) {
    if (scheme() instanceof Sparse sparse) {
      sparse.fill(stream(layer), fanOut, fanIn, weights);
      return;
    }
    double[] drawn =
        law instanceof WeightLaw.Haar haar
            ? haar(layer, fanOut, fanIn, haar.gain())
            : entries(layer, fanOut, fanIn);
    for (int i = 0; i < fanOut * fanIn; i++) {
      weights[i] = (float) drawn[i];
    }
  }

  @Override
  public void nonZeros(
      int layer, Sparse scheme, Dense block, int fanIn, int[] rows, float[] values, int[] order) {
    scheme.fillNonZeros(stream(layer), block.units(), fanIn, rows, values, order);
  }

  private double[] entries(int layer, int fanOut, int fanIn) {
    double[] weights = new double[fanOut * fanIn];
    float[] normals = new float[weights.length];
    stream(layer).fillNormal(0, normals, 0, normals.length);
    for (int i = 0; i < weights.length; i++) {
      if (law instanceof WeightLaw.Gaussian gaussian) {
        weights[i] = gaussian.std() * normals[i];
      } else if (law instanceof WeightLaw.Constant constant) {
        weights[i] = constant.value();
      } else {
        weights[i] = i / fanIn == i % fanIn ? 1 : 0;
      }
    }
    return weights;
  }

  /** Gram-Schmidt, twice, on the shorter side's normals: uniform since R's diagonal is positive. */
  private double[] haar(int layer, int fanOut, int fanIn, double gain) {
    int vectors = Math.min(fanOut, fanIn);
    int length = Math.max(fanOut, fanIn);
    float[] normals = new float[vectors * length];
    stream(layer).fillNormal(0, normals, 0, normals.length);
    double[][] q = new double[vectors][length];
    for (int v = 0; v < vectors; v++) {
      for (int i = 0; i < length; i++) {
        q[v][i] = normals[v * length + i];
      }
      for (int pass = 0; pass < 2; pass++) {
        for (int u = 0; u < v; u++) {
          double overlap = Tensors.dot(q[u], q[v]);
          for (int i = 0; i < length; i++) {
            q[v][i] -= overlap * q[u][i];
          }
        }
      }
      double norm = Math.sqrt(Tensors.dot(q[v], q[v]));
      for (int i = 0; i < length; i++) {
        q[v][i] /= norm;
      }
    }
    double[] weights = new double[fanOut * fanIn];
    for (int o = 0; o < fanOut; o++) {
      for (int i = 0; i < fanIn; i++) {
        weights[o * fanIn + i] = gain * (fanOut <= fanIn ? q[o][i] : q[i][o]);
      }
    }
    return weights;
  }

  private RandomStream stream(int layer) {
    return RandomStream.of(seed, Role.WEIGHT, layer);
  }

  @Override
  public void normals(int layer, long first, float[] normals, int length) {
    stream(layer).fillNormal(first, normals, 0, length);
  }

  @Override
  public void bias(int layer, Dense block, int fanIn, float[] bias) {
    RandomStream.of(seed, Role.BIAS, layer).fillNormal(0, bias, 0, block.units());
    for (int i = 0; i < block.units(); i++) {
      bias[i] *= (float) biasStd;
    }
  }

  @Override
  public void masks(int dropout, float[] uniforms, int length) {
    RandomStream.of(seed, Role.DROPOUT, dropout).fillUniform(0, uniforms, 0, length);
  }
}
