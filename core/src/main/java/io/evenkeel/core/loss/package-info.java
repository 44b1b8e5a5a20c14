/** Losses as PyTorch defines them, for tensors and for the output of a trial. */
package io.evenkeel.core.loss;
