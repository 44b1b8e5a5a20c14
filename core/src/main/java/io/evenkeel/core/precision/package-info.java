/**
 * Formats narrower than float32: their ranges, how networks are rounded to them, and what they
 * would lose of a tensor, computed from the binary exponents of its values.
 */
package io.evenkeel.core.precision;
