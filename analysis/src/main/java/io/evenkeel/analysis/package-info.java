/** Verdicts, rankings and predictions of the cells of a run, and the tables that hold them. */
package io.evenkeel.analysis;
