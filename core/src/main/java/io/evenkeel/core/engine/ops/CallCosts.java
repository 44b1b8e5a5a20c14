package io.evenkeel.core.engine.ops;

import io.evenkeel.core.arch.Activate;
import io.evenkeel.core.arch.Block;
import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.arch.Dropout;
import io.evenkeel.core.arch.Normalize;
import io.evenkeel.core.arch.Repeat;
import io.evenkeel.core.arch.Residual;
import io.evenkeel.core.engine.Cost;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.engine.linear.ExplicitMaps;
import java.util.List;

/**
 * The costs of blocks in the engine {@code nd4j}: mostly calls of ND4J, each of which has a fixed
 * cost besides that of its array's size. The random numbers drawn are those of the engine {@code
 * explicit}. This class is not in that engine's module, because the shards of a plan follow from
 * it: so a run can be verified where that module is missing.
 */
public final class CallCosts {
  /** Seconds for one call of ND4J, its arithmetic excluded. */
  private static final double PER_CALL = 35e-6;

  /** Seconds for a value that a call reads and writes. */
  private static final double PER_VALUE = 5e-9;

  private static final double PER_FLOP = 1 / 15e9;

  /** How many calls a step makes to change a layer's weights. */
  private static final int CALLS_PER_UPDATE = 10;

  private static final double PER_DRAW = 1.25e-9;

  private final Workload workload;

  /**
   * @param workload whose costs are asked for
   */
  public CallCosts(Workload workload) {
    this.workload = workload;
  }

  /** The cost of the whole network. */
  public Cost ofNetwork() {
    List<Block> blocks = workload.architecture().blocks();
    int units = workload.architecture().inputUnits();
    double draws = new Costs(workload, new ExplicitMaps()).of(blocks, units).draws();
    return of(blocks, units).plus(new Cost(draws, 0, PER_DRAW * draws));
  }

  /**
   * The cost of one repetition of the part that a network repeats; of the whole network if it
   * repeats none.
   */
  public Cost ofRepeated() {
    Cost sum = Cost.NONE;
    int units = workload.architecture().inputUnits();
    for (Block block : workload.architecture().blocks()) {
      sum = sum.plus(block instanceof Repeat part ? of(part.blocks(), units) : Cost.NONE);
      units = block.unitsAfter(units);
    }
    return sum.equals(Cost.NONE) ? ofNetwork() : sum;
  }

  private Cost of(List<Block> blocks, int units) {
    Cost sum = Cost.NONE;
    int current = units;
    for (Block block : blocks) {
      sum = sum.plus(block.select(new OfBlock(current)));
      current = block.unitsAfter(current);
    }
    return sum;
  }

  /** Calls of ND4J on arrays of a batch, those of the backward pass only where it is asked for. */
  private Cost calls(int forward, int backward, double values) {
    double calls = forward + (workload.backward() ? backward : 0);
    return new Cost(0, 0, calls * (PER_CALL + PER_VALUE * values));
  }

  private final class OfBlock implements Block.Cases<Cost> {
    private final int units;

    OfBlock(int units) {
      this.units = units;
    }

    private double values() {
      return (double) workload.batch() * units;
    }

    @Override
    public Cost dense(Dense block) {
      double weights = (double) units * block.units();
      double products = 2 * workload.batch() * weights * (workload.backward() ? 3 : 1);
      Cost arithmetic = new Cost(0, products, PER_FLOP * products);
      int update = workload.updates().isPresent() ? CALLS_PER_UPDATE : 0;
      return arithmetic.plus(calls(5, 12, values())).plus(calls(3, 2 + update, weights));
    }

    @Override
    public Cost activate(Activate block) {
      return calls(35, 12, values());
    }

    @Override
    public Cost normalize(Normalize block) {
      return calls(12, 16, values());
    }

    @Override
    public Cost dropout(Dropout block) {
      return calls(8, 8, values());
    }

    @Override
    public Cost residual(Residual block) {
      return of(block.branch(), units).plus(of(block.exit(), units)).plus(calls(25, 30, values()));
    }

    @Override
    public Cost repeat(Repeat block) {
      return of(block.blocks(), units).times(block.times());
    }
  }
}
