/** Sweeps, their plans and shards; trials, how they are run, and their results. */
package io.evenkeel.core.sweep;
