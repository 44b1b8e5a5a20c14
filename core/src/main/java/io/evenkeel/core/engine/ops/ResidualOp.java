package io.evenkeel.core.engine.ops;

import io.evenkeel.core.arch.Extent;
import io.evenkeel.core.arch.Residual;
import io.evenkeel.core.engine.LayerWeights;
import io.evenkeel.core.engine.linear.Batch;
import io.evenkeel.core.engine.linear.Rounding;
import io.evenkeel.core.engine.linear.ScaledGradient;
import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.probe.BlockGradient;
import io.evenkeel.core.probe.BlockOutput;
import io.evenkeel.core.probe.Site;
import io.evenkeel.core.stats.BatchSums;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A stream and a branch that are added, and the blocks that the sum passes through. */
final class ResidualOp extends Op {
  private final Residual block;
  private final Sequence branch;
  private final Sequence exit;
  private final Batch sum;
  private final ScaledGradient held;
  private final Optional<Narrow> narrow;

  /**
   * The rounding of a block's tensors.
   *
   * @param stream whether the block's input is in the narrower format
   * @param branch whether the branch's output is
   */
  record Narrow(Rounding rounding, boolean stream, boolean branch) {
    private void products(Residual block, float[] x, float[] f, float[] to, int length) {
      float skip = (float) block.skip();
      float scale = (float) block.scale();
      for (int i = 0; i < length; i++) {
        to[i] = skip * x[i];
      }
      if (stream && skip != 1) {
        rounding.result(to, length);
      }
      if (branch && scale != 1) {
        // What a linear map, an activation or a dropout has given is not looked at again.
        for (int i = 0; i < length; i++) {
          f[i] *= scale;
        }
        rounding.result(f, length);
        scale = 1;
      }
      for (int i = 0; i < length; i++) {
        to[i] += scale * f[i];
      }
      if (stream && branch) {
        rounding.result(to, length);
      }
    }

    /** Rounds the gradient at the sum, where the sum is in the narrower format. */
    private void atSum(ScaledGradient gradient, int length) {
      if (stream && branch) {
        rounding.gradient(gradient, length);
      }
    }

    /** Rounds the gradients that the skip connection and the branch send to the stream. */
    private void atStream(ScaledGradient skip, ScaledGradient branch, int length) {
      if (stream) {
        rounding.gradient(skip, length);
        rounding.gradient(branch, length);
      }
    }
  }

  /**
   * @param sum receives {@code skip x + scale branch(x)}
   * @param held an array for the gradient along the skip connection
   * @param narrow how sums and gradients are rounded, if they are
   */
  ResidualOp(
      Residual block,
      Sequence branch,
      Sequence exit,
      Batch sum,
      ScaledGradient held,
      Optional<Narrow> narrow) {
    super(Extent.of(block));
    this.block = block;
    this.branch = branch;
    this.exit = exit;
    this.sum = sum;
    this.held = held;
    this.narrow = narrow;
  }

  @Override
  Batch forward(Batch x, Pass pass, Position position) {
    Position inside = position.inside();
    Batch f = branch.forward(x, pass, inside);
    double scale = block.scale();
    double branchSquares = scale * scale * squares(f);
    add(x, f);
    sum.changed();
    // What goes on unchanged is looked at once.
    OptionalDouble sumSquares =
        exit.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(squares(sum));
    Batch y = exit.forward(sum, pass, inside.after(branch.extent()));
    BatchSums sums = y.sums();
    pass.probe()
        .blockOutput(
            new BlockOutput(
                site(position),
                y.tensor(),
                sums,
                branchSquares,
                sumSquares.orElse(sums.squares())));
    return y;
  }

  private static double squares(Batch batch) {
    double[] sum = new double[1];
    Kernels.sums().rowProducts(batch.values(), batch.values(), 1, batch.length(), sum);
    return sum[0];
  }

  /** Writes {@code skip x + scale f} to the sum. */
  private void add(Batch x, Batch f) {
    int length = sum.length();
    float[] from = x.values();
    float[] branch = f.values();
    float[] to = sum.values();
    float skip = (float) block.skip();
    float scale = (float) block.scale();
    if (narrow.isPresent()) {
      narrow.get().products(block, from, branch, to, length);
    } else {
      for (int i = 0; i < length; i++) {
        to[i] = skip * from[i] + scale * branch[i];
      }
    }
  }

  private static Site site(Position position) {
    return new Site(Site.NONE, position.before().residuals());
  }

  @Override
  void addWeights(List<LayerWeights> weights) {
    branch.addWeights(weights);
    exit.addWeights(weights);
  }

  @Override
  void backward(GradientPair gradient, Pass pass, Position position, boolean inputWanted) {
    int length = sum.length();
    ScaledGradient atOutput = gradient.current();
    pass.probe()
        .blockGradient(new BlockGradient(site(position), atOutput.tensor(sum.rows(), sum.units())));
    Position inside = position.inside();
    exit.backward(gradient, pass, inside.after(branch.extent()), true);
    narrow.ifPresent(n -> n.atSum(gradient.current(), length));
    held.copy(gradient.current(), length);
    held.multiply(block.skip(), length);
    gradient.current().multiply(block.scale(), length);
    branch.backward(gradient, pass, inside, true);
    narrow.ifPresent(n -> n.atStream(held, gradient.current(), length));
    gradient.current().add(held, length);
  }
}
