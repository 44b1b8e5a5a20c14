package io.evenkeel.core.engine.ops;

import io.evenkeel.core.arch.Activate;
import io.evenkeel.core.arch.Block;
import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.arch.Dropout;
import io.evenkeel.core.arch.Normalize;
import io.evenkeel.core.arch.Repeat;
import io.evenkeel.core.arch.Residual;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.engine.linear.Batch;
import io.evenkeel.core.engine.linear.DenseLayout;
import io.evenkeel.core.engine.linear.LinearMaps;
import io.evenkeel.core.engine.linear.Rounding;
import io.evenkeel.core.engine.linear.ScaledGradient;
import io.evenkeel.core.engine.linear.Workspace;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.linalg.SharedMemory.Shared;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Makes the ops of a network and the buffers between them.
 *
 * <p>With a backward pass each op has its own memory, and a repeated part is made as often as it
 * occurs; memory that only counts multiplies instead. Without a backward pass a repeated part is
 * made once.
 */
final class Assembly {
  private final Workload workload;
  private final LinearMaps maps;
  private final Memory memory;
  private final Workspace workspace = new Workspace();
  private final GradientPair gradients = new GradientPair(workspace.shared());
  private final List<Shared<float[]>> held = new ArrayList<>();
  private final List<Shared<float[]>> streams = new ArrayList<>();
  private final Shared<float[]> preActivations = workspace.shared().floats();
  private final Shared<float[]> slopes = workspace.shared().floats();
  private final Shared<double[]> wide = workspace.shared().doubles();
  private final Shared<double[]> groupMeans = workspace.shared().doubles();
  private final Shared<double[]> groupProducts = workspace.shared().doubles();
  private final Rounding rounding;
  private final UnaryOperator<Op> replacement;

  Assembly(Workload workload, LinearMaps maps, Memory memory) {
    this(workload, maps, memory, UnaryOperator.identity());
  }

  /**
   * @param replacement what takes the place of each op
   */
  Assembly(Workload workload, LinearMaps maps, Memory memory, UnaryOperator<Op> replacement) {
    this.replacement = replacement;
    this.workload = workload;
    this.maps = maps;
    this.memory = memory;
    rounding =
        new Rounding(
            workload.precision(),
            workload.lossScale(),
            workspace.shared().ints(),
            workload.halfRounded());
  }

  /** Makes all ops and buffers. */
  ArrayNet net() {
    int units = workload.architecture().inputUnits();
    Batch input = own(units);
    need(units);
    Sequence ops =
        sequence(
            new Part(workload.architecture().blocks(), units, 0, false, false, Optional.empty()));
    workspace.allocate(memory);
    return new ArrayNet(workload, input, ops, gradients, rounding);
  }

  private Sequence sequence(Part part) {
    List<Op> ops = new ArrayList<>();
    int units = part.units();
    boolean narrow = part.narrow();
    for (int i = 0; i < part.blocks().size(); i++) {
      Block block = part.blocks().get(i);
      ops.add(replacement.apply(block.select(new Maker(part, i, units, narrow))));
      units = block.unitsAfter(units);
      narrow = rounding.active() && Autocast.narrowAfter(block, narrow);
      need(units);
    }
    return new Sequence(ops);
  }

  private void need(int units) {
    if (workload.backward()) {
      gradients.need(values(units));
    }
    rounding.need(values(units));
  }

  private long values(int units) {
    return (long) workload.batch() * units;
  }

  private Batch own(int units) {
    return Batch.own(memory, workspace, workload.batch(), units, withGram(units));
  }

  /**
   * Whether scalar products of rows are needed: for cosines if there are not more rows than units,
   * for weight gradients if there are not more than twice as many, and always by some maps.
   */
  private boolean withGram(int units) {
    return maps.needsGrams() || workload.batch() <= (workload.backward() ? 2L : 1L) * units;
  }

  private ScaledGradient held(int depth, long values) {
    while (held.size() <= depth) {
      held.add(workspace.shared().floats());
    }
    if (workload.backward()) {
      held.get(depth).atLeast(values);
    }
    return new ScaledGradient(held.get(depth));
  }

  /** Makes the op of one block of a part. */
  private final class Maker implements Block.Cases<Op> {
    private final Part part;
    private final int index;
    private final int units;
    private final boolean narrow;

    /**
     * @param units that feed the block
     * @param narrow whether what comes in is in the narrower format
     */
    Maker(Part part, int index, int units, boolean narrow) {
      this.part = part;
      this.index = index;
      this.units = units;
      this.narrow = narrow;
    }

    /** The rounding of a result that has the format of the operand; empty if that is not narrow. */
    private Optional<Rounding> likeOperand() {
      return narrow ? Optional.of(rounding) : Optional.empty();
    }

    @Override
    public Op dense(Dense block) {
      int out = block.units();
      DenseLayout layout = DenseLayout.of(block, units, workload);
      boolean activated = part.activated(index);
      Batch output =
          part.consumedAtOnce(index)
              ? Batch.shared(
                  preActivations,
                  memory,
                  workspace,
                  workload.batch(),
                  out,
                  !activated && withGram(out))
              : own(out);
      float[] bias = memory.floats(block.bias().isPresent() ? out : 0);
      return new DenseOp(
          layout,
          maps.make(layout, memory, workspace),
          output,
          bias,
          activated,
          !part.followedByActivation(index),
          rounding.active()
              ? Optional.of(new DenseOp.Narrow(rounding, own(units)))
              : Optional.empty());
    }

    @Override
    public Op activate(Activate block) {
      boolean ofLayer = part.ofLayer(index);
      if (workload.backward()) {
        float[] own = memory.floats(values(units));
        return new ActivateOp(block.activation(), own(units), () -> own, ofLayer, likeOperand());
      }
      slopes.atLeast(values(units));
      Supplier<float[]> inTurn = slopes::get;
      return new ActivateOp(block.activation(), own(units), inTurn, ofLayer, likeOperand());
    }

    @Override
    public Op normalize(Normalize block) {
      if (workload.backward()) {
        wide.atLeast(values(units));
      }
      int groups = block.norm().groups(workload.batch(), units);
      groupMeans.atLeast(groups);
      groupProducts.atLeast(groups);
      double[] factors = memory.doubles(groups);
      return new NormalizeOp(block.norm(), own(units), factors, wide, groupMeans, groupProducts);
    }

    @Override
    public Op dropout(Dropout block) {
      Batch output = part.mayChangeInput(index) ? null : own(units);
      long values = values(units);
      return new DropoutOp(
          block.p(),
          (int) values,
          output,
          memory.floats(values),
          workload.halfRounded(),
          likeOperand());
    }

    @Override
    public Op residual(Residual block) {
      int depth = part.depth() + 1;
      Part branchPart = new Part(block.branch(), units, depth, true, narrow, Optional.empty());
      Sequence branch = sequence(branchPart);
      boolean branchNarrow = rounding.active() && Autocast.narrowAfter(block.branch(), narrow);
      boolean sumNarrow = narrow && branchNarrow;
      Optional<Block> reader =
          block.exit().isEmpty() ? part.next(index) : Optional.of(block.exit().get(0));
      Batch sum =
          reader.filter(Assembly::keepsNoInput).isPresent() ? stream(part.depth()) : own(units);
      Part exitPart = new Part(block.exit(), units, depth, false, sumNarrow, Optional.empty());
      Sequence exit = sequence(exitPart);
      return new ResidualOp(
          block,
          branch,
          exit,
          sum,
          held(part.depth(), values(units)),
          rounding.active()
              ? Optional.of(new ResidualOp.Narrow(rounding, narrow, branchNarrow))
              : Optional.empty());
    }

    /**
     * The array of the sums of residual blocks at a depth, each of which overwrites the one before.
     */
    private Batch stream(int depth) {
      while (streams.size() <= depth) {
        streams.add(workspace.shared().floats());
      }
      return Batch.shared(
          streams.get(depth), memory, workspace, workload.batch(), units, withGram(units));
    }

    @Override
    public Op repeat(Repeat block) {
      if (block.times() == 0) {
        return new Sequence(List.of());
      }
      Part last = new Part(block.blocks(), units, part.depth(), false, narrow, part.next(index));
      if (!workload.backward() && !rounding.active()) {
        Part any = last.after(narrow, Optional.empty());
        return new RepeatOp(sequence(any), block.times());
      }
      Optional<Block> first = block.blocks().stream().findFirst();
      List<Op> copies = new ArrayList<>();
      if (memory.counts()) {
        Part repeated = last.after(narrow, first);
        if (block.times() > 1) {
          memory.repeat(block.times() - 1, () -> copies.add(sequence(repeated)));
        }
        copies.add(sequence(last));
      } else {
        boolean narrowNow = narrow;
        for (int i = 1; i <= block.times(); i++) {
          copies.add(sequence(last.after(narrowNow, i < block.times() ? first : last.follower())));
          narrowNow = rounding.active() && Autocast.narrowAfter(block.blocks(), narrowNow);
        }
      }
      return new Sequence(copies);
    }
  }

  /** Whether a block no longer needs its input once its output is computed. */
  private static boolean keepsNoInput(Block block) {
    if (block instanceof Residual residual) {
      return !residual.branch().isEmpty() && keepsNoInput(residual.branch().get(0));
    }
    return block instanceof Normalize || block instanceof Activate;
  }
}
