/**
 * Verdicts on training: whether networks train and at which learning rate, how far training moves
 * them at each width, and whether a learning rate serves other widths.
 *
 * <p>Learning rates are chosen on other seeds than those that are judged. The definitions and the
 * probabilities of a wrong verdict are in docs/training.md.
 */
package io.evenkeel.analysis.training;
