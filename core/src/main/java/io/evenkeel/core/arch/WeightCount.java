package io.evenkeel.core.arch;

import java.util.List;

/**
 * How many weights, biases and outputs the weight layers of a network have. A repeated part is
 * looked at once.
 *
 * @param layers weight layers
 * @param weights entries of all weight matrices together
 * @param biases entries of all bias vectors together
 * @param largest entries of the largest weight matrix
 * @param largestSides inputs and units of the layer for which their sum is largest
 * @param outputs units of all weight layers together
 */
public record WeightCount(
    long layers, long weights, long biases, long largest, long largestSides, long outputs) {
  private static final WeightCount NONE = new WeightCount(0, 0, 0, 0, 0, 0);

  /** The counts of a network. */
  public static WeightCount of(Architecture architecture) {
    return of(architecture.blocks(), architecture.inputUnits());
  }

  /**
   * The counts of one repetition of the part that a network repeats; of the whole network if it
   * repeats none.
   */
  public static WeightCount ofRepeated(Architecture architecture) {
    WeightCount sum = NONE;
    boolean repeats = false;
    int units = architecture.inputUnits();
    for (Block block : architecture.blocks()) {
      if (block instanceof Repeat repeat) {
        sum = sum.plus(of(repeat.blocks(), units));
        repeats = true;
      }
      units = block.unitsAfter(units);
    }
    return repeats ? sum : of(architecture);
  }

  private static WeightCount of(List<Block> blocks, int units) {
    WeightCount sum = NONE;
    int current = units;
    for (Block block : blocks) {
      sum = sum.plus(block.select(new OfBlock(current)));
      current = block.unitsAfter(current);
    }
    return sum;
  }

  private WeightCount plus(WeightCount other) {
    return new WeightCount(
        layers + other.layers,
        weights + other.weights,
        biases + other.biases,
        Math.max(largest, other.largest),
        Math.max(largestSides, other.largestSides),
        outputs + other.outputs);
  }

  private WeightCount times(int count) {
    return count == 0
        ? NONE
        : new WeightCount(
            count * layers,
            count * weights,
            count * biases,
            largest,
            largestSides,
            count * outputs);
  }

  private record OfBlock(int units) implements Block.Cases<WeightCount> {
    @Override
    public WeightCount dense(Dense block) {
      long out = block.units();
      return new WeightCount(
          1, out * units, block.bias().isPresent() ? out : 0, out * units, out + units, out);
    }

    @Override
    public WeightCount activate(Activate block) {
      return NONE;
    }

    @Override
    public WeightCount normalize(Normalize block) {
      return NONE;
    }

    @Override
    public WeightCount dropout(Dropout block) {
      return NONE;
    }

    @Override
    public WeightCount residual(Residual block) {
      return of(block.branch(), units).plus(of(block.exit(), units));
    }

    @Override
    public WeightCount repeat(Repeat block) {
      return of(block.blocks(), units).times(block.times());
    }
  }
}
