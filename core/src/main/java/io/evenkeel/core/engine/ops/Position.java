package io.evenkeel.core.engine.ops;

import io.evenkeel.core.arch.Extent;
import io.evenkeel.core.probe.Site;

/**
 * The place in a network at which an op runs.
 *
 * @param before the numbered parts before it; their counts are the numbers of the next parts
 * @param residual number of the residual block around it; {@link Site#NONE} if there is none
 */
record Position(Extent before, int residual) {
  static final Position START = new Position(Extent.NONE, Site.NONE);

  /** The position after some parts. */
  Position after(Extent parts) {
    return new Position(before.plus(parts), residual);
  }

  /** The position before some parts that end here. */
  Position before(Extent parts) {
    return new Position(before.minus(parts), residual);
  }

  /** The position inside the residual block that starts here. */
  Position inside() {
    return new Position(before.plus(new Extent(0, 1, 0)), before.residuals());
  }

  /** The site of the weight layer that starts here. */
  Site layer() {
    return new Site(before.layers(), residual);
  }

  /** The site of the weight layer that ends here. */
  Site layerBefore() {
    return new Site(before.layers() - 1, residual);
  }

  /** A site without a weight layer. */
  Site noLayer() {
    return new Site(Site.NONE, residual);
  }
}
