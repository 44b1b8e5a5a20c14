/**
 * Verdicts on training: whether networks train and at which learning rate, how far training changes
 * them at each width, and whether a learning rate is also the best at other widths.
 *
 * <p>Learning rates are chosen with other seeds than those that are judged. The definitions and the
 * probabilities of a wrong verdict are in docs/training.md.
 */
package io.evenkeel.analysis.training;
