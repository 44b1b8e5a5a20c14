package io.evenkeel.core.train;

import io.evenkeel.core.arch.Activate;
import io.evenkeel.core.arch.Architecture;
import io.evenkeel.core.arch.Block;
import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.arch.Dropout;
import io.evenkeel.core.arch.Normalize;
import io.evenkeel.core.arch.Repeat;
import io.evenkeel.core.arch.Residual;
import java.util.ArrayList;
import java.util.List;

/**
 * Scales the initial weights of a network's weight layers for the maximal update parametrisation.
 */
final class MupWeights {
  private final Parametrization parametrization;
  private final Architecture architecture;
  private final int width;
  private final int layers;
  private int met;

  MupWeights(Parametrization parametrization, Architecture architecture, int width) {
    this.parametrization = parametrization;
    this.architecture = architecture;
    this.width = width;
    layers = architecture.layers();
  }

  Architecture scaled() {
    int inputs = architecture.inputUnits();
    return new Architecture(inputs, scaled(architecture.blocks(), inputs));
  }

  private List<Block> scaled(List<Block> blocks, int units) {
    List<Block> scaled = new ArrayList<>();
    int current = units;
    for (Block block : blocks) {
      scaled.add(block.select(new OfBlock(current)));
      current = block.unitsAfter(current);
    }
    return scaled;
  }

  private final class OfBlock implements Block.Cases<Block> {
    private final int units;

    OfBlock(int units) {
      this.units = units;
    }

    @Override
    public Block dense(Dense block) {
      MupTable role = TrainingRule.role(met++, layers);
      int baseOut = role == MupTable.OUTPUT ? block.units() : parametrization.baseWidth();
      int baseIn = role == MupTable.INPUT ? units : parametrization.baseWidth();
      double atBase = block.init().variance(baseOut, baseIn);
      double here = block.init().variance(block.units(), units);
      if (!(atBase > 0 && here > 0)) {
        return block;
      }
      double factor = Math.sqrt(atBase / here) * role.initialStd(parametrization.ratio(width));
      // A scheme that follows the table by itself is left as it is drawn, to the last bit.
      double gain = Math.abs(factor - 1) < 1e-12 ? block.gain() : block.gain() * factor;
      return new Dense(block.units(), block.init(), block.bias(), gain);
    }

    @Override
    public Block activate(Activate block) {
      return block;
    }

    @Override
    public Block normalize(Normalize block) {
      return block;
    }

    @Override
    public Block dropout(Dropout block) {
      return block;
    }

    @Override
    public Block residual(Residual block) {
      return new Residual(
          block.skip(), block.scale(), scaled(block.branch(), units), scaled(block.exit(), units));
    }

    /**
     * Scales the layers of a repeated part. They are all hidden layers, so one look at them is
     * enough.
     */
    @Override
    public Block repeat(Repeat block) {
      int before = met;
      List<Block> part = scaled(block.blocks(), units);
      met = before + (met - before) * block.times();
      return new Repeat(block.times(), part);
    }
  }
}
