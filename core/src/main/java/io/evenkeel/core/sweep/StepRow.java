package io.evenkeel.core.sweep;

/**
 * One row of the table of steps, before it is split into columns.
 *
 * @param trial that was trained
 * @param step the step
 */
public record StepRow(TrialResult trial, CourseResult.Step step) {}
