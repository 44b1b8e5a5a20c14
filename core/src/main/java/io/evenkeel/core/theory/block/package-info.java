/**
 * Mean-field theory composed as a network is: one step of the moments per part of a block, serial
 * ({@link io.evenkeel.core.theory.block.Serial}) and parallel ({@link
 * io.evenkeel.core.theory.block.Residual}). The gradient's factor is composed beside it.
 */
package io.evenkeel.core.theory.block;
