/**
 * Training: optimisers, clipping and parametrisations with PyTorch's semantics, and the trainer
 * that applies them to the weights of a compiled network.
 */
package io.evenkeel.core.train;
