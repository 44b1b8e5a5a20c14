/** Sweeps, their plans and shards; a trial, how it is run, and what is known of it afterwards. */
package io.evenkeel.core.sweep;
