/**
 * Runs a plan on Spark: which shards are missing, a task for each, and what is published in the
 * end.
 */
package io.evenkeel.jobs.run;
