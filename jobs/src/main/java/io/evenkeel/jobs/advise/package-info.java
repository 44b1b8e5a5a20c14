/**
 * Finds the initialisation that holds for one network: candidates, the best scale for its depth and
 * width, and their verdicts, measured in this process without Spark.
 */
package io.evenkeel.jobs.advise;
