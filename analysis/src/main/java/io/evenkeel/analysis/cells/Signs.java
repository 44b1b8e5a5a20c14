package io.evenkeel.analysis.cells;

/**
 * How many trials have a number above zero, and how many one below it. Unlike their mean, these
 * shares have exact bounds whatever the law over seeds is.
 *
 * @param above trials with a number above zero
 * @param below trials with a number below zero
 * @param n trials that have the number
 */
public record Signs(long above, long below, long n) {
  /** Of no trial. */
  public static final Signs NONE = new Signs(0, 0, 0);
}
