package io.evenkeel.core.arch;

/**
 * A part of a network, as a value: it says what is computed, and has neither weights nor memory.
 * Engines compute it.
 */
public sealed interface Block permits Dense, Activate, Normalize, Dropout, Residual, Repeat {
  /**
   * Units of the output.
   *
   * @param units of the input
   * @throws io.evenkeel.core.SpecException if the block cannot be fed with these
   */
  int unitsAfter(int units);

  /** The answer that {@code cases} gives for this block. */
  <T> T select(Cases<T> cases);

  /**
   * One answer for each kind of block. A kind that joins the family adds a method here, and the
   * compiler names every place that has to answer for it.
   *
   * @param <T> the answer
   */
  interface Cases<T> {
    /** A weight layer. */
    T dense(Dense block);

    /** A pointwise nonlinearity. */
    T activate(Activate block);

    /** A normalisation. */
    T normalize(Normalize block);

    /** Random zeros. */
    T dropout(Dropout block);

    /** A stream and a branch that are added. */
    T residual(Residual block);

    /** Equal parts in a row. */
    T repeat(Repeat block);
  }
}
