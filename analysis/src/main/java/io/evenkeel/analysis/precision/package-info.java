/**
 * Verdicts on the networks of a run in narrower formats, from the binary exponents in its tables,
 * for each cell and format.
 */
package io.evenkeel.analysis.precision;
