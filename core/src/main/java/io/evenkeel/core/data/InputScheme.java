package io.evenkeel.core.data;

import io.evenkeel.core.Spec;
import io.evenkeel.core.random.RandomStream;
import java.util.Optional;

/** What a trial feeds into layer 0: rows of independent values of one law, or rows of a file. */
public sealed interface InputScheme permits GaussianInput, UniformInput, FileInput {
  /** Canonical name and every parameter: {@code gaussian(mean=0,std=1)}. */
  Spec spec();

  /**
   * Draws a batch: a pure function of the stream.
   *
   * @param stream the batch's input stream
   * @param values the first {@code length} are overwritten
   */
  void fill(RandomStream stream, float[] values, int length);

  /**
   * The number of classes of the rows, which is above every label; 0 if the rows have no labels.
   */
  default int classes() {
    return 0;
  }

  /**
   * The labels of a batch.
   *
   * @param stream the batch's input stream
   * @return one for each row, from 0
   * @throws IllegalStateException if it has no labels
   */
  default int[] labels(RandomStream stream, int batch) {
    throw new IllegalStateException(spec() + " has no labels");
  }

  /** Why a batch of that size cannot be had; empty if it can. */
  default Optional<String> unsupported(int batch, int units) {
    return Optional.empty();
  }

  /** Bytes on the heap that the input takes besides the batch. */
  default long bytes() {
    return 0;
  }

  /** The moments of the input that mean-field theory needs. */
  InputMoments moments();
}
