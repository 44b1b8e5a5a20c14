package io.evenkeel.core.data;

import io.evenkeel.core.Spec;
import io.evenkeel.core.random.RandomStream;

/** What a trial feeds into layer 0: rows of independent values of one law. */
public sealed interface InputScheme permits GaussianInput, UniformInput {
  /** Canonical name and every parameter: {@code gaussian(mean=0,std=1)}. */
  Spec spec();

  /**
   * Draws a batch: a pure function of the stream.
   *
   * @param stream the batch's input stream
   * @param values the first {@code length} are overwritten
   */
  void fill(RandomStream stream, float[] values, int length);

  /** What mean-field theory takes of it. */
  InputMoments moments();
}
