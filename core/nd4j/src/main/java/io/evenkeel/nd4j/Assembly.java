package io.evenkeel.nd4j;

import io.evenkeel.core.arch.Activate;
import io.evenkeel.core.arch.Block;
import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.arch.Dropout;
import io.evenkeel.core.arch.Extent;
import io.evenkeel.core.arch.Normalize;
import io.evenkeel.core.arch.Repeat;
import io.evenkeel.core.arch.Residual;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.probe.Site;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes an op for every block of a network. A part that is repeated is made as often as it occurs;
 * by memory that only counts it is made once and counted as often.
 */
final class Assembly {
  private final Workload workload;
  private final Memory memory;
  private final Arrays arrays;

  /** The weight layers made so far. */
  private final List<DenseOp> layers = new ArrayList<>();

  /** The numbered parts met so far: their counts are the next numbers. */
  private Extent met = Extent.NONE;

  /** Number of the residual block around the current place. */
  private int around = Site.NONE;

  Assembly(Workload workload, Memory memory) {
    this.workload = workload;
    this.memory = memory;
    this.arrays = new Arrays(memory);
  }

  /** Makes everything. */
  Nd4jNet net() {
    int batch = workload.batch();
    int in = workload.architecture().inputUnits();
    int out = workload.architecture().outputUnits();
    INDArray input = arrays.matrix(batch, in);
    Chain ops = chain(workload.architecture().blocks(), in);
    Gradient outputGradient = workload.backward() ? new Gradient(arrays, batch, out) : null;
    arrays.needScratch(8L * batch * out);
    float[] output = memory.floats((long) batch * out);
    workload.updates().ifPresent(updates -> arrays.needStep());
    arrays.allocate();
    return new Nd4jNet(workload, arrays, input, ops, layers, outputGradient, output);
  }

  private Chain chain(List<Block> blocks, int units) {
    List<Op> ops = new ArrayList<>();
    int current = units;
    for (int i = 0; i < blocks.size(); i++) {
      ops.add(blocks.get(i).select(new Maker(blocks, i, current)));
      current = blocks.get(i).unitsAfter(current);
    }
    return new Chain(ops);
  }

  /** Makes the op of one block of a list. */
  private final class Maker implements Block.Cases<Op> {
    private final List<Block> blocks;
    private final int index;
    private final int units;

    Maker(List<Block> blocks, int index, int units) {
      this.blocks = blocks;
      this.index = index;
      this.units = units;
    }

    @Override
    public Op dense(Dense block) {
      Site site = new Site(met.layers(), around);
      met = met.plus(Extent.of(block));
      DenseOp op =
          new DenseOp(
              arrays,
              block,
              workload.batch(),
              units,
              site,
              pastNorms(index, 1) instanceof Activate,
              workload.backward());
      layers.add(op);
      return op;
    }

    @Override
    public Op activate(Activate block) {
      return new ActivateOp(
          arrays,
          block.activation(),
          workload.batch(),
          units,
          new Site(met.layers() - 1, around),
          pastNorms(index, -1) instanceof Dense,
          workload.backward());
    }

    /** The next block in a direction that is no norm; null at the end. */
    private Block pastNorms(int from, int direction) {
      int at = from + direction;
      while (at >= 0 && at < blocks.size() && blocks.get(at) instanceof Normalize) {
        at += direction;
      }
      return at >= 0 && at < blocks.size() ? blocks.get(at) : null;
    }

    @Override
    public Op normalize(Normalize block) {
      Site site = new Site(Site.NONE, around);
      return new NormalizeOp(
          arrays, block.norm(), workload.batch(), units, site, workload.backward());
    }

    @Override
    public Op dropout(Dropout block) {
      int number = met.dropouts();
      met = met.plus(Extent.of(block));
      return new DropoutOp(arrays, block.p(), number, workload.batch(), units, workload.backward());
    }

    @Override
    public Op residual(Residual block) {
      int outer = around;
      Site site = new Site(Site.NONE, met.residuals());
      around = met.residuals();
      met = met.plus(new Extent(0, 1, 0));
      Chain branch = chain(block.branch(), units);
      Chain exit = chain(block.exit(), units);
      around = outer;
      return new ResidualOp(
          arrays, block, branch, exit, workload.batch(), units, site, workload.backward());
    }

    @Override
    public Op repeat(Repeat block) {
      List<Op> parts = new ArrayList<>();
      if (memory.counts() && block.times() > 0) {
        memory.repeat(block.times(), () -> parts.add(chain(block.blocks(), units)));
      } else {
        for (int i = 0; i < block.times(); i++) {
          parts.add(chain(block.blocks(), units));
        }
      }
      return new Chain(parts);
    }
  }
}
