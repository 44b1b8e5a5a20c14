package io.evenkeel.jobs.parquet;

import io.evenkeel.core.sweep.TrialStatus;
import java.util.List;

/**
 * The rows of one published trial, as read from the files: values in the order of each table's
 * columns, null for NULL. Two are equal if all of their values are, NaN being equal to itself.
 *
 * @param status how it ended
 * @param row its row of the table of trials
 * @param layers its rows of the table of layers, in file order
 * @param steps its rows of the table of steps, in file order; none if it was not trained
 */
public record CopiedTrial(
    TrialStatus status, List<Object> row, List<List<Object>> layers, List<List<Object>> steps) {}
