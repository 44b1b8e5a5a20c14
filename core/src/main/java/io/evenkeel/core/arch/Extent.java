package io.evenkeel.core.arch;

import java.util.List;

/**
 * The numbers of those parts of a network that are numbered: parts of some blocks, or parts before
 * a place.
 *
 * @param layers weight layers
 * @param residuals residual blocks
 * @param dropouts dropout blocks
 */
public record Extent(int layers, int residuals, int dropouts) {
  /** No parts. */
  public static final Extent NONE = new Extent(0, 0, 0);

  /** The parts in a list of blocks. */
  public static Extent of(List<Block> blocks) {
    Extent sum = NONE;
    for (Block block : blocks) {
      sum = sum.plus(of(block));
    }
    return sum;
  }

  /** The parts in a block, itself included. */
  public static Extent of(Block block) {
    return block.select(Count.INSTANCE);
  }

  /** The sum of both. */
  public Extent plus(Extent other) {
    return new Extent(
        layers + other.layers, residuals + other.residuals, dropouts + other.dropouts);
  }

  /** The parts of this that are not in {@code other}, which must be a part of this. */
  public Extent minus(Extent other) {
    return new Extent(
        layers - other.layers, residuals - other.residuals, dropouts - other.dropouts);
  }

  /** The parts of {@code factor} repetitions. */
  public Extent times(int factor) {
    return new Extent(
        Math.multiplyExact(layers, factor),
        Math.multiplyExact(residuals, factor),
        Math.multiplyExact(dropouts, factor));
  }

  private enum Count implements Block.Cases<Extent> {
    INSTANCE;

    @Override
    public Extent dense(Dense block) {
      return new Extent(1, 0, 0);
    }

    @Override
    public Extent activate(Activate block) {
      return NONE;
    }

    @Override
    public Extent normalize(Normalize block) {
      return NONE;
    }

    @Override
    public Extent dropout(Dropout block) {
      return new Extent(0, 0, 1);
    }

    @Override
    public Extent residual(Residual block) {
      return new Extent(0, 1, 0).plus(of(block.branch())).plus(of(block.exit()));
    }

    @Override
    public Extent repeat(Repeat block) {
      return of(block.blocks()).times(block.times());
    }
  }
}
