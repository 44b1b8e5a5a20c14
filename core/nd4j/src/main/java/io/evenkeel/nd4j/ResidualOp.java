package io.evenkeel.nd4j;

import io.evenkeel.core.arch.Residual;
import io.evenkeel.core.probe.BlockGradient;
import io.evenkeel.core.probe.BlockOutput;
import io.evenkeel.core.probe.Probe;
import io.evenkeel.core.probe.Site;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A residual block: {@code x' = exit(skip x + scale branch(x))}. */
final class ResidualOp implements Op {
  private final Arrays arrays;
  private final Residual block;
  private final Chain branch;
  private final Chain exit;
  private final Site site;
  private final INDArray sum;
  private final Gradient atBranch;
  private final Gradient alongStream;
  private final Gradient inputGradient;

  ResidualOp(
      Arrays arrays,
      Residual block,
      Chain branch,
      Chain exit,
      int batch,
      int units,
      Site site,
      boolean backward) {
    this.arrays = arrays;
    this.block = block;
    this.branch = branch;
    this.exit = exit;
    this.site = site;
    sum = arrays.matrix(batch, units);
    atBranch = backward ? new Gradient(arrays, batch, units) : null;
    alongStream = backward ? new Gradient(arrays, batch, units) : null;
    inputGradient = backward ? new Gradient(arrays, batch, units) : null;
    arrays.needValues((long) batch * units);
    arrays.needScratch(12L * batch * units);
  }

  @Override
  public INDArray forward(INDArray x, Pass pass) {
    INDArray f = branch.forward(x, pass);
    double[] squares = new double[2];
    arrays.temporarily(
        () -> {
          INDArray scaled = f.mul((float) block.scale());
          sum.assign(x.mul((float) block.skip()).addi(scaled));
          squares[0] = Rows.squares(scaled.castTo(DataType.DOUBLE));
          squares[1] = Rows.squares(sum.castTo(DataType.DOUBLE));
        });
    INDArray y = exit.forward(sum, pass);
    arrays.temporarily(
        () -> {
          pass.probe()
              .blockOutput(
                  new BlockOutput(site, arrays.tensor(y, 0), Rows.sums(y), squares[0], squares[1]));
        });
    return y;
  }

  @Override
  public Gradient backward(Gradient gradient, Probe probe) {
    probe.blockGradient(new BlockGradient(site, gradient.tensor()));
    Gradient atSum = exit.backward(gradient, probe);
    arrays.temporarily(
        () -> {
          alongStream.setMultiple(atSum, block.skip());
          atBranch.setMultiple(atSum, block.scale());
        });
    Gradient throughBranch = branch.backward(atBranch, probe);
    arrays.temporarily(
        () -> {
          inputGradient.setSum(alongStream, throughBranch);
        });
    return inputGradient;
  }
}
