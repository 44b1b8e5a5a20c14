/**
 * What a sweep can vary. One {@link io.evenkeel.core.axis.Axis} defines one key of a sweep file:
 * what may be written, what the default is, how a value is named in identities and tables. {@link
 * io.evenkeel.core.axis.Axes} lists them all.
 */
package io.evenkeel.core.axis;
