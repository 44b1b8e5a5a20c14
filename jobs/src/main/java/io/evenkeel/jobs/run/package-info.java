/**
 * Runs a plan on Spark: finds the missing shards, computes each in a task, and checks what is
 * published in the end.
 */
package io.evenkeel.jobs.run;
