/** Losses of tensors as PyTorch defines them, and losses at the output of a trial. */
package io.evenkeel.core.loss;
