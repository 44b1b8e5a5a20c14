package io.evenkeel.core.loss.kernel;

import io.evenkeel.core.activation.ExpBlock;

/** Properties of {@link ExpBlock} that kernels use. */
final class ExpBlocks {
  private ExpBlocks() {}

  /** Its result at the lower end of its range, about 1e-304. */
  static double smallest() {
    ExpBlock one = new ExpBlock(1);
    one.run(new double[] {-ExpBlock.LIMIT}, 1);
    return one.exp[0];
  }
}
