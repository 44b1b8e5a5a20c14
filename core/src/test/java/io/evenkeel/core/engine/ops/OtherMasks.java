package io.evenkeel.core.engine.ops;

import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.init.Sparse;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;

/** Draws with the dropout masks of another seed. */
record OtherMasks(Draws draws, long seed) implements Draws {
  @Override
  public void weights(int layer, Dense block, int fanIn, float[] weights) {
    draws.weights(layer, block, fanIn, weights);
  }

  @Override
  public void weights(
      int layer, Dense block, int fanIn, int from, float[] target, int at, int length) {
    draws.weights(layer, block, fanIn, from, target, at, length);
  }

  @Override
  public void bias(int layer, Dense block, int fanIn, float[] bias) {
    draws.bias(layer, block, fanIn, bias);
  }

  @Override
  public void masks(int dropout, float[] uniforms, int length) {
    RandomStream.of(seed, Role.DROPOUT, dropout).fillUniform(0, uniforms, 0, length);
  }

  @Override
  public void nonZeros(
      int layer, Sparse scheme, Dense block, int fanIn, int[] rows, float[] values, int[] order) {
    draws.nonZeros(layer, scheme, block, fanIn, rows, values, order);
  }

  @Override
  public void normals(int layer, long first, float[] normals, int length) {
    draws.normals(layer, first, normals, length);
  }
}
