/**
 * Schemes over all depths and widths of a sweep: where each holds, their ranks, and the table
 * {@code report/schemes}.
 */
package io.evenkeel.analysis.scheme;
