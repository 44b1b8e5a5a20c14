/**
 * The events by which an engine reports on its passes. Statistics get tensors only through them.
 */
package io.evenkeel.core.probe;
