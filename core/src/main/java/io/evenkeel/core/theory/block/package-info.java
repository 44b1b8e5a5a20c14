/**
 * Mean-field theory composed like a network: each part of a block is one step of the moments, and
 * steps are composed in series ({@link io.evenkeel.core.theory.block.Serial}) and in parallel
 * ({@link io.evenkeel.core.theory.block.Residual}). The factor of the gradient is composed in the
 * same way.
 */
package io.evenkeel.core.theory.block;
