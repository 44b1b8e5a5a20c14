/**
 * Tables of a run's {@code report/} as files. A table is declared columns and rows; it becomes RFC
 * 4180 text and one Parquet file, with the same bytes in every process.
 */
package io.evenkeel.analysis.table;
