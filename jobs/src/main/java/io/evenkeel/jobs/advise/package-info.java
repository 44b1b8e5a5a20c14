/**
 * Answers which initialisation holds for one network: candidates, the best scale for its very depth
 * and width, and their verdicts by measurement in this process, without Spark.
 */
package io.evenkeel.jobs.advise;
