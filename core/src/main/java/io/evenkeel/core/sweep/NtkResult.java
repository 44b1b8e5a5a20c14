package io.evenkeel.core.sweep;

import io.evenkeel.core.train.TangentKernel.Spectrum;
import java.util.OptionalDouble;

/**
 * What the neural tangent kernel of a trial's initial network says.
 *
 * @param spectrum its extreme eigenvalues
 * @param largestRate largest learning rate of gradient descent that does not diverge at once; empty
 *     where the loss's Hessian is not known, or layers have learning rates of their own
 */
public record NtkResult(Spectrum spectrum, OptionalDouble largestRate) {}
