package io.evenkeel.nd4j;

import io.evenkeel.core.probe.Probe;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Ops one after the other. */
record Chain(List<Op> ops) implements Op {
  @Override
  public INDArray forward(INDArray x, Pass pass) {
    INDArray y = x;
    for (Op op : ops) {
      y = op.forward(y, pass);
    }
    return y;
  }

  @Override
  public Gradient backward(Gradient gradient, Probe probe) {
    Gradient g = gradient;
    for (int i = ops.size() - 1; i >= 0; i--) {
      g = ops.get(i).backward(g, probe);
    }
    return g;
  }
}
