package io.evenkeel.core.engine.ops;

import io.evenkeel.core.arch.Activate;
import io.evenkeel.core.arch.Block;
import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.arch.Dropout;
import io.evenkeel.core.arch.Normalize;
import java.util.List;
import java.util.Optional;

/**
 * Blocks one after the other, and what is known of the place where they stand.
 *
 * @param units that feed the first
 * @param depth number of residual blocks around them
 * @param endsInSum whether what comes out is added to the stream at once
 * @param narrow whether what comes in is in the narrower format
 * @param follower the block behind the last, where it is known
 */
record Part(
    List<Block> blocks,
    int units,
    int depth,
    boolean endsInSum,
    boolean narrow,
    Optional<Block> follower) {
  /** The block after the one of an index, if it is known. */
  Optional<Block> next(int index) {
    return index + 1 < blocks.size() ? Optional.of(blocks.get(index + 1)) : follower;
  }

  /** Whether the output of a weight layer is used once only, by the block right after it. */
  boolean consumedAtOnce(int index) {
    if (index + 1 == blocks.size()) {
      return endsInSum;
    }
    Block next = blocks.get(index + 1);
    return next instanceof Dropout
        ? consumedAtOnce(index + 1)
        : next instanceof Activate || next instanceof Normalize;
  }

  /** This part at its next repetition. */
  Part after(boolean narrowNow, Optional<Block> next) {
    return new Part(blocks, units, depth, endsInSum, narrowNow, next);
  }

  /** Whether an activation follows, with or without a norm in between. */
  boolean activated(int index) {
    int next = index + 1;
    while (next < blocks.size() && blocks.get(next) instanceof Normalize) {
      next++;
    }
    return next < blocks.size() && blocks.get(next) instanceof Activate;
  }

  /** Whether an activation follows immediately. */
  boolean followedByActivation(int index) {
    return index + 1 < blocks.size() && blocks.get(index + 1) instanceof Activate;
  }

  /** Whether a weight layer precedes, with or without a norm in between. */
  boolean ofLayer(int index) {
    int before = index - 1;
    while (before >= 0 && blocks.get(before) instanceof Normalize) {
      before--;
    }
    return before >= 0 && blocks.get(before) instanceof Dense;
  }

  /** Whether the block before no longer needs its output once the next one has read it. */
  boolean mayChangeInput(int index) {
    return index > 0
        && (blocks.get(index - 1) instanceof Dense || blocks.get(index - 1) instanceof Activate);
  }
}
