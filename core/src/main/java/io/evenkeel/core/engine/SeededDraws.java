package io.evenkeel.core.engine;

import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.init.Biases;
import io.evenkeel.core.init.FileWeights;
import io.evenkeel.core.init.Sparse;
import io.evenkeel.core.random.ChiSquare;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;

/** Draws from the random streams of a seed. */
record SeededDraws(long seed, int step) implements Draws {
  @Override
  public void weights(int layer, Dense block, int fanIn, float[] weights) {
    if (block.init() instanceof FileWeights file) {
      file.copy(layer, weights);
    } else {
      block.init().fill(stream(Role.WEIGHT, layer), block.units(), fanIn, weights);
    }
  }

  @Override
  public void weights(
      int layer, Dense block, int fanIn, int from, float[] target, int at, int length) {
    block
        .init()
        .entries(block.units(), fanIn)
        .orElseThrow()
        .fill(stream(Role.WEIGHT, layer), from, target, at, length);
  }

  @Override
  public void nonZeros(
      int layer, Sparse scheme, Dense block, int fanIn, int[] rows, float[] values, int[] order) {
    scheme.fillNonZeros(stream(Role.WEIGHT, layer), block.units(), fanIn, rows, values, order);
  }

  @Override
  public void normals(int layer, long first, float[] normals, int length) {
    stream(Role.WEIGHT, layer).fillNormal(first, normals, 0, length);
  }

  @Override
  public void directions(int layer, long first, float[] normals, int at, int length) {
    stream(Role.DIRECTION, layer).fillNormal(first, normals, at, length);
  }

  @Override
  public double squaresOfUnseen(int layer, double count) {
    return ChiSquare.draw(stream(Role.UNSEEN, layer), count);
  }

  @Override
  public void bias(int layer, Dense block, int fanIn, float[] bias) {
    Biases.fill(block.bias().orElseThrow(), stream(Role.BIAS, layer), block.units(), fanIn, bias);
  }

  @Override
  public void masks(int dropout, float[] uniforms, int length) {
    stream(Role.DROPOUT, dropout).fillUniform((long) step * length, uniforms, 0, length);
  }

  @Override
  public void roundings(int rounding, int[] words, int length) {
    RandomStream stream = stream(Role.ROUNDING, rounding);
    for (int i = 0; i < length; i += 2) {
      long both = stream.bits(i / 2);
      words[i] = (int) both;
      if (i + 1 < length) {
        words[i + 1] = (int) (both >>> Integer.SIZE);
      }
    }
  }

  private RandomStream stream(Role role, int layer) {
    return RandomStream.of(seed, role, layer);
  }
}
