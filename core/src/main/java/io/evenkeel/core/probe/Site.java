package io.evenkeel.core.probe;

/**
 * A place in a network at which something is measured.
 *
 * @param layer number of the weight layer, from 0; {@link #NONE} if it belongs to none
 * @param residual number of the residual block around it, from 0; {@link #NONE} if there is none
 */
public record Site(int layer, int residual) {
  /** Stands for a missing number. */
  public static final int NONE = -1;
}
