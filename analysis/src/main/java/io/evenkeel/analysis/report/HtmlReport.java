package io.evenkeel.analysis.report;

import io.evenkeel.analysis.cells.RunFolder;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.training.TrainingVerdicts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.spark.sql.SparkSession;

/**
 * The report as files of a run directory: the page {@code report/index.html}, which needs no other
 * file and no network, and its charts as SVG files in {@code report/pictures}.
 */
public final class HtmlReport {
  /** The page, relative to the run directory. */
  public static final String PAGE = "report/index.html";

  /** The folder of the SVG files, relative to the run directory. */
  public static final String PICTURES = "report/pictures";

  /** The largest number of bytes of a page. */
  static final int LARGEST = 5_000_000;

  private static final int MOST_CELLS = 800;
  private static final int MOST_CURVES = 240;
  private static final int MOST_SQUARES = 6_000;
  private static final int MOST_LAYERS = 60;

  private final SparkSession spark;
  private final String runDirectory;
  private final List<StabilityRow> rows;
  private final TrainingVerdicts training;
  private final Provenance provenance;
  private final CellNames names;
  private final List<Heat> heat;
  private final List<PhaseDiagram> phases;
  private final Answer answer;

  private HtmlReport(
      SparkSession spark,
      String runDirectory,
      List<StabilityRow> rows,
      TrainingVerdicts training,
      Provenance provenance) {
    this.training = training;
    this.spark = spark;
    this.runDirectory = runDirectory;
    this.rows = rows;
    this.provenance = provenance;
    this.names = new CellNames(rows);
    this.heat = Heat.of(rows, names);
    this.phases = PhaseDiagram.of(rows, names);
    this.answer = new Answer(rows, names);
  }

  /**
   * Writes page and pictures, replacing older ones; readers see whole files only.
   *
   * @param spark reads the tables for the curves
   * @param runDirectory a local path or a URI of any file system that Hadoop knows; holds the
   *     theory that {@link io.evenkeel.analysis.theory.TheoryReport#write} wrote
   * @param rows the stability table, best first
   * @param training verdicts on training; without rows if nothing is trained
   * @return a summary of the sweep in a few words
   * @throws IOException naming the file that cannot be written
   */
  public static String write(
      SparkSession spark,
      String runDirectory,
      List<StabilityRow> rows,
      TrainingVerdicts training,
      Provenance provenance)
      throws IOException {
    HtmlReport report = new HtmlReport(spark, runDirectory, rows, training, provenance);
    report.write();
    return report.answer.sentence();
  }

  private void write() throws IOException {
    RunFolder folder = new RunFolder(runDirectory, spark.sparkContext().hadoopConfiguration());
    List<StabilityRow> drawn = rows.subList(0, Math.min(rows.size(), MOST_CURVES));
    List<Optional<Curve>> curves = Curves.of(spark, runDirectory, drawn, MOST_LAYERS);
    double share = 1;
    Draft draft = draft(curves, share);
    byte[] page = bytes(draft.page().html());
    while (page.length > LARGEST) { // schemes' names are as long as a sweep makes them
      share /= 2;
      draft = draft(curves, share);
      page = bytes(draft.page().html());
    }
    replace(folder, PAGE, page);
    for (Picture picture : Picture.all(draft.data())) {
      replace(folder, PICTURES + "/" + picture.file(), bytes(picture.svg()));
    }
  }

  private record Draft(Page page, PageData data) {}

  private Draft draft(List<Optional<Curve>> curves, double share) {
    int shown = Math.min(rows.size(), (int) (MOST_CELLS * share));
    List<StabilityRow> cells = rows.subList(0, shown);
    List<PageColumn> columns = PageColumns.of(cells, names);
    PageData data =
        new PageData(
            cells,
            columns,
            names,
            curves.subList(0, Math.min(curves.size(), (int) (MOST_CURVES * share))),
            heat.subList(0, Math.min(heat.size(), (int) (MOST_SQUARES * share))),
            phases,
            training,
            provenance.thresholds());
    return new Draft(new Page(rows, shown, columns, names, answer, data, provenance), data);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void replace(RunFolder folder, String path, byte[] content) throws IOException {
    folder.replace(
        path,
        file -> {
          try (PositionOutputStream out = file.createOrOverwrite(0)) {
            out.write(content);
          }
        });
  }
}
