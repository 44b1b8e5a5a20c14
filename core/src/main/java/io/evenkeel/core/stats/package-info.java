/** Statistics of tensors in float64: moments, extremes, cosines between rows. */
package io.evenkeel.core.stats;
