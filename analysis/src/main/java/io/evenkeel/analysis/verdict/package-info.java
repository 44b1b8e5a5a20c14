/**
 * Verdicts on one cell: whether its signal and its gradient keep their size, whether inputs stay
 * apart, what branches contribute, and whether the loss is finite. Judges count seeds, with stated
 * error rates.
 */
package io.evenkeel.analysis.verdict;
