/** Normalisations of a batch: value and gradient. */
package io.evenkeel.core.norm;
