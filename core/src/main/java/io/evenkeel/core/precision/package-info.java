/**
 * What formats narrower than float32 would lose of a tensor, told from the binary exponents of its
 * values.
 */
package io.evenkeel.core.precision;
