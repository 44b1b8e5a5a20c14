/**
 * One self-contained page that says and shows which initialisations are stable: {@code
 * report/index.html} and the pictures beside it.
 *
 * <p>Spark reduces a run to its cells and the curves of the best of them; The page's script reads
 * {@link io.evenkeel.analysis.report.PageData}. The functions of {@code charts.js} make the options
 * of the charts, and Apache ECharts draws them: in a browser, and without one for the pictures.
 */
package io.evenkeel.analysis.report;
