/**
 * Verdicts on one cell: does its signal keep its size, and its gradient; do inputs stay apart; what
 * do branches add; is there a loss to start from? Judges count seeds, at stated error rates.
 */
package io.evenkeel.analysis.verdict;
