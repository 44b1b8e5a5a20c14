package io.evenkeel.nd4j;

import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.init.Sparse;
import java.util.SplittableRandom;

/**
 * The draws of a seed, each weight and each bias moved by a random relative amount. The rounding
 * errors of a float32 product of n terms are those of an exact product with weights that are moved
 * by at most {@code (n + 2) u} (Higham 2002, section 3.5): what a result moves by under such a
 * perturbation is how far two ways of computing it may lie apart.
 *
 * @param amount largest relative movement
 */
record PerturbedDraws(Draws exact, double amount, SplittableRandom random) implements Draws {
  private void move(float[] values, int at, int length) {
    for (int i = at; i < at + length; i++) {
      values[i] *= (float) (1 + random.nextDouble(-amount, amount));
    }
  }

  @Override
  public void weights(int layer, Dense block, int fanIn, float[] weights) {
    exact.weights(layer, block, fanIn, weights);
    move(weights, 0, block.units() * fanIn);
  }

  @Override
  public void weights(
      int layer, Dense block, int fanIn, int from, float[] target, int at, int length) {
    exact.weights(layer, block, fanIn, from, target, at, length);
    move(target, at, length);
  }

  @Override
  public void nonZeros(
      int layer, Sparse scheme, Dense block, int fanIn, int[] rows, float[] values, int[] order) {
    throw new UnsupportedOperationException("the explicit engine does not ask for them");
  }

  @Override
  public void normals(int layer, long first, float[] normals, int length) {
    throw new UnsupportedOperationException("the explicit engine does not ask for them");
  }

  @Override
  public void bias(int layer, Dense block, int fanIn, float[] bias) {
    exact.bias(layer, block, fanIn, bias);
    move(bias, 0, block.units());
  }

  @Override
  public void masks(int dropout, float[] uniforms, int length) {
    exact.masks(dropout, uniforms, length);
  }
}
