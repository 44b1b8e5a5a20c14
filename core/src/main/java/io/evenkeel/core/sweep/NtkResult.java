package io.evenkeel.core.sweep;

import io.evenkeel.core.train.TangentKernel.Spectrum;
import java.util.OptionalDouble;

/**
 * Results of the neural tangent kernel of a trial's initial network.
 *
 * @param spectrum its extreme eigenvalues
 * @param largestRate largest learning rate of gradient descent that does not diverge at once; empty
 *     where the loss's Hessian is not known, or layers have learning rates of their own
 */
public record NtkResult(Spectrum spectrum, OptionalDouble largestRate) {}
