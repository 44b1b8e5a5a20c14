package io.evenkeel.jobs.reproduce;

/**
 * A number for each trial of a cell, in Spark SQL. It refers to a row of {@code trials} with two
 * more columns: {@code at} has the trial's rows of {@code layers} in order, as in {@code
 * at[0].act_std}, and {@code losses} has the losses of its training steps in order.
 *
 * @param cell the condition that selects trials; cells share no trial
 * @param value the number, as an expression
 */
record Selection(String cell, String value) {
  /** The trials of a plain net: {@code init} is the scheme's name, with any parameters. */
  static String cell(String activation, String init, int width, int depth, int batch) {
    return sizes(activation, init, width, depth, batch)
        + " AND block = 'plain' AND norm = 'none' AND dropout = 0";
  }

  /** The trials of nets with any kind of blocks. */
  static String sizes(String activation, String init, int width, int depth, int batch) {
    return "activation = '%s' AND init RLIKE '^%s([(]|$)' AND width = %s AND depth = %s AND batch = %s"
        .formatted(activation, init, width, depth, batch);
  }
}
