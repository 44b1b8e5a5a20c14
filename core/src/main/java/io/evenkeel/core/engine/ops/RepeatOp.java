package io.evenkeel.core.engine.ops;

import io.evenkeel.core.arch.Extent;
import io.evenkeel.core.engine.LayerWeights;
import io.evenkeel.core.engine.linear.Batch;
import java.util.List;

/** One part that is used for several places of a network in turn; forward only. */
final class RepeatOp extends Op {
  private final Sequence part;
  private final int times;

  RepeatOp(Sequence part, int times) {
    super(part.extent().times(times));
    this.part = part;
    this.times = times;
  }

  @Override
  Batch forward(Batch x, Pass pass, Position position) {
    Batch y = x;
    Extent each = part.extent();
    for (int i = 0; i < times; i++) {
      y = part.forward(y, pass, position.after(each.times(i)));
    }
    return y;
  }

  @Override
  void addWeights(List<LayerWeights> weights) {
    throw new IllegalStateException("a part that serves several places keeps no weights");
  }

  @Override
  void backward(GradientPair gradient, Pass pass, Position position, boolean inputWanted) {
    throw new IllegalStateException("a part that serves several places keeps nothing of them");
  }
}
