package io.evenkeel.core.net;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.init.Sparse;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;

/** A network whose layers all have one law of weights, drawn plainly or left to the engine. */
record LawNetwork(WeightLaw law, Activation activation, double biasStd, long seed)
    implements Network {

  LawNetwork(WeightLaw law, Activation activation, long seed) {
    this(law, activation, 0, seed);
  }

  @Override
  public void weights(int layer, int fanOut, int fanIn, float[] weights) {
    if (law instanceof WeightLaw.Sparse sparse) {
      scheme(sparse).fill(stream(layer), fanOut, fanIn, weights);
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

  private static Sparse scheme(WeightLaw.Sparse law) {
    return new Sparse(law.sparsity(), law.std());
  }

  @Override
  public void nonZeros(int layer, int fanOut, int fanIn, int[] rows, float[] values, int[] order) {
    scheme((WeightLaw.Sparse) law).fillNonZeros(stream(layer), fanOut, fanIn, rows, values, order);
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
  public WeightLaw law(int layer, int fanOut, int fanIn) {
    return law;
  }

  @Override
  public void normals(int layer, long first, float[] normals, int length) {
    stream(layer).fillNormal(first, normals, 0, length);
  }

  @Override
  public boolean bias(int layer, int units, float[] bias) {
    if (biasStd == 0) {
      return false;
    }
    RandomStream.of(seed, Role.BIAS, layer).fillNormal(0, bias, 0, units);
    for (int i = 0; i < units; i++) {
      bias[i] *= (float) biasStd;
    }
    return true;
  }

  @Override
  public Activation activation(int layer) {
    return activation;
  }
}
