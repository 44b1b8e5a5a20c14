package io.evenkeel.core.engine.ops;

import io.evenkeel.core.arch.Activate;
import io.evenkeel.core.arch.Block;
import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.arch.Dropout;
import io.evenkeel.core.arch.Normalize;
import io.evenkeel.core.arch.Repeat;
import io.evenkeel.core.arch.Residual;
import java.util.List;

/**
 * Which tensors of a network under {@code torch.autocast} are in the narrower format: the result of
 * a linear map is, the result of a norm is not, and any other result is if all of its operands are.
 */
final class Autocast implements Block.Cases<Boolean> {
  private final boolean before;

  private Autocast(boolean before) {
    this.before = before;
  }

  /** Whether the output of a block is narrow, given whether its input is. */
  static boolean narrowAfter(Block block, boolean before) {
    return block.select(new Autocast(before));
  }

  /** Whether the output of consecutive blocks is narrow, given whether their input is. */
  static boolean narrowAfter(List<Block> blocks, boolean before) {
    boolean narrow = before;
    for (Block block : blocks) {
      narrow = narrowAfter(block, narrow);
    }
    return narrow;
  }

  @Override
  public Boolean dense(Dense block) {
    return true;
  }

  @Override
  public Boolean activate(Activate block) {
    return before;
  }

  @Override
  public Boolean normalize(Normalize block) {
    return false;
  }

  @Override
  public Boolean dropout(Dropout block) {
    return before;
  }

  @Override
  public Boolean residual(Residual block) {
    return narrowAfter(block.exit(), before && narrowAfter(block.branch(), before));
  }

  @Override
  public Boolean repeat(Repeat block) {
    boolean narrow = before;
    for (int i = 0; i < Math.min(block.times(), 2); i++) { // then it stays
      narrow = narrowAfter(block.blocks(), narrow);
    }
    return narrow;
  }
}
