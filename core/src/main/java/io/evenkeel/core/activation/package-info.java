/**
 * Pointwise nonlinearities: value and derivative, in float32 for passes and in float64 for theory.
 */
package io.evenkeel.core.activation;
