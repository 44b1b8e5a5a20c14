/** What an engine tells of its passes, event by event: the one door from tensors to statistics. */
package io.evenkeel.core.probe;
