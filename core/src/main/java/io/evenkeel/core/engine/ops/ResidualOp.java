package io.evenkeel.core.engine.ops;

import io.evenkeel.core.arch.Extent;
import io.evenkeel.core.arch.Residual;
import io.evenkeel.core.engine.LayerWeights;
import io.evenkeel.core.engine.linear.Batch;
import io.evenkeel.core.engine.linear.ScaledGradient;
import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.probe.BlockGradient;
import io.evenkeel.core.probe.BlockOutput;
import io.evenkeel.core.probe.Site;
import io.evenkeel.core.stats.BatchSums;
import java.util.List;

/** A stream and a branch that are added, and what the sum goes through. */
final class ResidualOp extends Op {
  private final Residual block;
  private final Sequence branch;
  private final Sequence exit;
  private final Batch sum;
  private final ScaledGradient held;

  /**
   * @param sum receives {@code skip x + scale branch(x)}
   * @param held room for the gradient that goes along the stream
   */
  ResidualOp(Residual block, Sequence branch, Sequence exit, Batch sum, ScaledGradient held) {
    super(Extent.of(block));
    this.block = block;
    this.branch = branch;
    this.exit = exit;
    this.sum = sum;
    this.held = held;
  }

  @Override
  Batch forward(Batch x, Pass pass, Position position) {
    Position inside = position.inside();
    Batch f = branch.forward(x, pass, inside);
    double scale = block.scale();
    double branchSquares =
        scale * scale * Kernels.scans().sums(f.values(), 0, f.length()).squares();
    add(x.values(), f.values());
    sum.changed();
    double sumSquares = Kernels.scans().sums(sum.values(), 0, sum.length()).squares();
    Batch y = exit.forward(sum, pass, inside.after(branch.extent()));
    BatchSums sums = y.sums();
    pass.probe()
        .blockOutput(new BlockOutput(site(position), y.tensor(), sums, branchSquares, sumSquares));
    return y;
  }

  private void add(float[] x, float[] f) {
    float skip = (float) block.skip();
    float scale = (float) block.scale();
    float[] to = sum.values();
    int length = sum.length();
    for (int i = 0; i < length; i++) {
      to[i] = skip * x[i] + scale * f[i];
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
    held.copy(gradient.current(), length);
    held.multiply(block.skip(), length);
    gradient.current().multiply(block.scale(), length);
    branch.backward(gradient, pass, inside, true);
    gradient.current().add(held, length);
  }
}
