/** Reads formulas that a user writes, such as {@code sqrt(2) / 3}, into numbers. */
package io.evenkeel.core.expr;
