package io.evenkeel.analysis.report;

import io.evenkeel.analysis.verdict.Thresholds;

/**
 * The origin of a report's numbers.
 *
 * @param name of the sweep
 * @param codeVersion version of Evenkeel that computed the trials
 * @param reportVersion version of Evenkeel that makes the report
 * @param planHash hexadecimal
 * @param planned trials of the plan
 * @param done trials of published shards
 * @param thresholds the boundaries between verdicts
 * @param sweep the sweep in canonical form
 */
public record Provenance(
    String name,
    String codeVersion,
    String reportVersion,
    String planHash,
    long planned,
    long done,
    Thresholds thresholds,
    String sweep) {}
