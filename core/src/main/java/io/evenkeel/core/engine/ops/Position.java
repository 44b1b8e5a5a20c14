package io.evenkeel.core.engine.ops;

import io.evenkeel.core.arch.Extent;
import io.evenkeel.core.probe.Site;

/**
 * Where in a network an op is being run.
 *
 * @param before the numbered parts that come before it: their counts are the next numbers
 * @param residual number of the residual block around it; {@link Site#NONE} if there is none
 */
record Position(Extent before, int residual) {
  static final Position START = new Position(Extent.NONE, Site.NONE);

  /** Behind some parts. */
  Position after(Extent parts) {
    return new Position(before.plus(parts), residual);
  }

  /** Before some parts that end here. */
  Position before(Extent parts) {
    return new Position(before.minus(parts), residual);
  }

  /** Inside the residual block that starts here. */
  Position inside() {
    return new Position(before.plus(new Extent(0, 1, 0)), before.residuals());
  }

  /** The weight layer that starts here. */
  Site layer() {
    return new Site(before.layers(), residual);
  }

  /** The weight layer that has just been met. */
  Site layerBefore() {
    return new Site(before.layers() - 1, residual);
  }

  /** No weight layer. */
  Site noLayer() {
    return new Site(Site.NONE, residual);
  }
}
