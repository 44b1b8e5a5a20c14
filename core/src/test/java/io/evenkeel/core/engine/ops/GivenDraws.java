package io.evenkeel.core.engine.ops;

import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.init.Sparse;

/** The weights, biases and masks of {@code golden/blocks.py}. */
final class GivenDraws implements Draws {
  private static final int WEIGHTS = 1000;
  private static final int BIASES = 2000;
  private static final int MASKS = 3000;

  @Override
  public void weights(int layer, Dense block, int fanIn, float[] weights) {
    int count = block.units() * fanIn;
    weights(layer, block, fanIn, 0, weights, 0, count);
  }

  @Override
  public void weights(
      int layer, Dense block, int fanIn, int from, float[] target, int at, int length) {
    double[] all = BlockGoldenTest.centred(WEIGHTS + layer, block.units() * fanIn, 2);
    System.arraycopy(BlockGoldenTest.floats(all), from, target, at, length);
  }

  @Override
  public void bias(int layer, Dense block, int fanIn, float[] bias) {
    double[] all = BlockGoldenTest.centred(BIASES + layer, block.units(), 0.5);
    System.arraycopy(BlockGoldenTest.floats(all), 0, bias, 0, block.units());
  }

  @Override
  public void masks(int dropout, float[] uniforms, int length) {
    float[] all = BlockGoldenTest.floats(BlockGoldenTest.draws(MASKS + dropout, length));
    System.arraycopy(all, 0, uniforms, 0, length);
  }

  @Override
  public void nonZeros(
      int layer, Sparse scheme, Dense block, int fanIn, int[] rows, float[] values, int[] order) {
    throw new IllegalStateException("these weights are given");
  }

  @Override
  public void normals(int layer, long first, float[] normals, int length) {
    throw new IllegalStateException("these weights are given");
  }
}
