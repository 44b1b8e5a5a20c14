package io.evenkeel.jobs.cli;

import io.evenkeel.core.sweep.CourseSteps;
import io.evenkeel.core.sweep.Trial;

/**
 * Estimates how many bytes the files of a plan will have, from the properties of its trials.
 * Constants were fitted to files of schema version 4; {@code OutputSizeTest} requires the estimate
 * to be within 15 %.
 *
 * <p>Trials that turn out to be NaN or infinite take less: their values are few.
 */
final class OutputSize {
  /** Headers of columns and the footer, of a file of each table. */
  private static final double TRIALS_FILE = 15_500;

  private static final double LAYERS_FILE = 27_200;
  private static final double STEPS_FILE = 12_200;

  /** The bytes of a row of {@code trials} and of {@code steps}. */
  private static final double TRIAL = 64;

  private static final double STEP = 22;

  /**
   * The bytes of a row of {@code layers} without gradients, and the additional bytes of gradients.
   */
  private static final double FORWARD = 121;

  private static final double BACKWARD = 118;

  /**
   * The additional bytes for each doubling of a layer's values, because of the texts of binary
   * exponents.
   */
  private static final double DOUBLING = 3;

  private static final int VALUES_DOUBLINGS = 10;

  private double bytes;
  private boolean trains;

  /** Counts trials that differ in their seeds alone. */
  void add(Trial trial, long trials) {
    long steps = CourseSteps.rows(trial);
    bytes += trials * (CourseSteps.layerRows(trial) * layer(trial) + steps * STEP);
    trains |= steps > 0;
  }

  private static double layer(Trial trial) {
    double doublings = Math.log((double) trial.batch() * trial.width()) / Math.log(2);
    return FORWARD + (trial.backward() ? BACKWARD : 0) + DOUBLING * (doublings - VALUES_DOUBLINGS);
  }

  /** Adds what another part of the plan counted. */
  void add(OutputSize other) {
    bytes += other.bytes;
    trains |= other.trains;
  }

  /**
   * Bytes of all files.
   *
   * @param trials all of them, also those without layers
   */
  long bytes(long trials, int shards) {
    double files = TRIALS_FILE + LAYERS_FILE + (trains ? STEPS_FILE : 0);
    return Math.round(bytes + trials * TRIAL + shards * files);
  }
}
