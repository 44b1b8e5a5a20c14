/** Losses of one row: value and gradient, without shapes and reductions. */
package io.evenkeel.core.loss.kernel;
