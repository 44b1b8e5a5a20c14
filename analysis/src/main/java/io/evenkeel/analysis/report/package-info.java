/**
 * One self-contained page that says which initialisations stay stable, and shows it: {@code
 * report/index.html} and the pictures beside it.
 *
 * <p>Spark reduces a run to its cells and the curves of the best of them; {@link
 * io.evenkeel.analysis.report.PageData} is what the page's script reads, and its charts are the
 * options of {@code charts.js}, drawn by Apache ECharts in a browser and, for the pictures, by the
 * same functions without one.
 */
package io.evenkeel.analysis.report;
