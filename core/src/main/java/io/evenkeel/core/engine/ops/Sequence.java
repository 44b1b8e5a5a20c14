package io.evenkeel.core.engine.ops;

import io.evenkeel.core.arch.Extent;
import io.evenkeel.core.engine.LayerWeights;
import io.evenkeel.core.engine.linear.Batch;
import java.util.List;

/** Ops one after the other. */
final class Sequence extends Op {
  private final List<Op> ops;

  Sequence(List<Op> ops) {
    super(ops.stream().map(Op::extent).reduce(Extent.NONE, Extent::plus));
    this.ops = List.copyOf(ops);
  }

  /** Whether there are no ops. */
  boolean isEmpty() {
    return ops.isEmpty();
  }

  @Override
  Batch forward(Batch x, Pass pass, Position position) {
    Batch y = x;
    Position at = position;
    for (Op op : ops) {
      y = op.forward(y, pass, at);
      at = at.after(op.extent());
    }
    return y;
  }

  @Override
  void addWeights(List<LayerWeights> weights) {
    ops.forEach(op -> op.addWeights(weights));
  }

  @Override
  void backward(GradientPair gradient, Pass pass, Position position, boolean inputWanted) {
    Position at = position.after(extent());
    for (int i = ops.size() - 1; i >= 0; i--) {
      at = at.before(ops.get(i).extent());
      ops.get(i).backward(gradient, pass, at, inputWanted || i > 0);
    }
  }
}
