package io.evenkeel.core.engine.ops;

import io.evenkeel.core.arch.Activate;
import io.evenkeel.core.arch.Block;
import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.arch.Dropout;
import io.evenkeel.core.arch.Normalize;
import io.evenkeel.core.arch.Repeat;
import io.evenkeel.core.arch.Residual;
import io.evenkeel.core.engine.Cost;
import io.evenkeel.core.engine.GrowingCost;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.engine.linear.DenseLayout;
import io.evenkeel.core.engine.linear.LinearMaps;
import java.util.ArrayList;
import java.util.List;

/**
 * The costs of blocks. A repeated part is looked at once, so that the time for this does not grow
 * with depth.
 */
final class Costs {
  /** Seconds for the statistics of a layer's value: forward, and backward. */
  private static final double PER_VALUE_FORWARD = 3e-9;

  private static final double PER_VALUE_BACKWARD = 4e-9;

  /** Seconds for a value that is normalised, dropped or added, in one pass. */
  private static final double PER_VALUE_PASSED = 1e-9;

  private final Workload workload;
  private final LinearMaps maps;

  Costs(Workload workload, LinearMaps maps) {
    this.workload = workload;
    this.maps = maps;
  }

  /** The cost of consecutive blocks. */
  Cost of(List<Block> blocks, int units) {
    Cost sum = Cost.NONE;
    int current = units;
    for (int i = 0; i < blocks.size(); i++) {
      sum = sum.plus(of(blocks, i, current));
      current = blocks.get(i).unitsAfter(current);
    }
    return sum;
  }

  private Cost of(List<Block> blocks, int index, int units) {
    boolean last = index + 1 == blocks.size();
    boolean activated =
        !last
            && (blocks.get(index + 1) instanceof Activate
                || blocks.get(index + 1) instanceof Normalize);
    return blocks.get(index).select(new OfBlock(units, activated));
  }

  /** The cost of a network that repeats one part. */
  GrowingCost growing() {
    List<Block> blocks = workload.architecture().blocks();
    Cost before = Cost.NONE;
    Cost each = null;
    List<Cost> after = new ArrayList<>();
    int units = workload.architecture().inputUnits();
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i) instanceof Repeat repeat) {
        each = of(repeat.blocks(), units);
      } else if (each == null) {
        before = before.plus(of(blocks, i, units));
      } else {
        after.add(of(blocks, i, units));
      }
      units = blocks.get(i).unitsAfter(units);
    }
    return new GrowingCost(before, each, after);
  }

  /**
   * The cost of one repetition of the part that a network repeats; of the whole network if it
   * repeats none.
   */
  Cost ofRepeated() {
    Cost sum = Cost.NONE;
    boolean repeats = false;
    int units = workload.architecture().inputUnits();
    for (Block block : workload.architecture().blocks()) {
      if (block instanceof Repeat repeat) {
        sum = sum.plus(of(repeat.blocks(), units));
        repeats = true;
      }
      units = block.unitsAfter(units);
    }
    return repeats
        ? sum
        : of(workload.architecture().blocks(), workload.architecture().inputUnits());
  }

  private Cost statistics(int units) {
    double values = (double) workload.batch() * units;
    return new Cost(
        0, 0, values * (PER_VALUE_FORWARD + (workload.backward() ? PER_VALUE_BACKWARD : 0)));
  }

  private Cost passed(int units) {
    double values = (double) workload.batch() * units;
    return new Cost(0, 0, values * PER_VALUE_PASSED * (workload.backward() ? 2 : 1));
  }

  private final class OfBlock implements Block.Cases<Cost> {
    private final int units;
    private final boolean activated;

    OfBlock(int units, boolean activated) {
      this.units = units;
      this.activated = activated;
    }

    @Override
    public Cost dense(Dense block) {
      Cost map = maps.cost(DenseLayout.of(block, units, workload));
      return activated ? map : map.plus(statistics(block.units()));
    }

    @Override
    public Cost activate(Activate block) {
      return statistics(units);
    }

    @Override
    public Cost normalize(Normalize block) {
      return passed(units);
    }

    @Override
    public Cost dropout(Dropout block) {
      return passed(units);
    }

    @Override
    public Cost residual(Residual block) {
      return of(block.branch(), units)
          .plus(of(block.exit(), units))
          .plus(passed(units))
          .plus(statistics(units));
    }

    @Override
    public Cost repeat(Repeat block) {
      return of(block.blocks(), units).times(block.times());
    }
  }
}
