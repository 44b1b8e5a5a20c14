package io.evenkeel.jobs.reproduce;

/**
 * A number per trial of a cell, in Spark SQL over a row of {@code trials} that also has {@code at},
 * the trial's rows of {@code layers} in order, {@code at[0].act_std}, and {@code losses}, those of
 * its steps of training in order.
 *
 * @param cell which trials, a condition; cells share no trial
 * @param value what of them
 */
record Selection(String cell, String value) {
  /** The trials of a plain net: {@code init} is the scheme's name whatever its parameters. */
  static String cell(String activation, String init, int width, int depth, int batch) {
    return sizes(activation, init, width, depth, batch)
        + " AND block = 'plain' AND norm = 'none' AND dropout = 0";
  }

  /** The same of whatever blocks. */
  static String sizes(String activation, String init, int width, int depth, int batch) {
    return "activation = '%s' AND init RLIKE '^%s([(]|$)' AND width = %s AND depth = %s AND batch = %s"
        .formatted(activation, init, width, depth, batch);
  }
}
