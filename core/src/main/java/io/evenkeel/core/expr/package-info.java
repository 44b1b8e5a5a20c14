/**
 * Formulas that a user writes: read into numbers, such as {@code sqrt(2) / 3}, or into trees, such
 * as {@code x * tanh(softplus(x))}. No code of a user is executed.
 */
package io.evenkeel.core.expr;
