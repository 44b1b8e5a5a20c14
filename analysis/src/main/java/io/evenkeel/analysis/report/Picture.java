package io.evenkeel.analysis.report;

import java.util.List;

/**
 * A chart as a file.
 *
 * @param file its name
 * @param svg its content
 */
record Picture(String file, String svg) {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 480;

  /** What the charts are of: the same as on the page before anything is filtered. */
  private static final String CHOICE =
      """
      var all = data.cells.map(function (cell, i) { return i; });
      var compared = evenkeelCharts.compared(data, all);
      var maps = evenkeelCharts.maps(data.heat, 'overall').slice(0, evenkeelCharts.MOST_MAPS);
      var columns = evenkeelCharts.mapColumns(maps, %1$d);
      var cells = data.cells.slice(0, evenkeelCharts.MOST_LOSSES);
      var theme = Object.assign({ width: %1$d }, evenkeelCharts.THEMES.light);
      """
          .formatted(WIDTH);

  /**
   * The charts that the page shows when it is opened, in its light colours.
   *
   * @param data the page's
   */
  static List<Picture> all(PageData data) {
    try (ChartRenderer renderer = new ChartRenderer(data.text())) {
      renderer.run(CHOICE);
      return List.of(
          byLayer(renderer, "forward.svg", "act"),
          byLayer(renderer, "backward.svg", "grad"),
          byLayer(renderer, "cosine.svg", "cos"),
          new Picture(
              "correlation.svg",
              renderer.svg(
                  "evenkeelCharts.correlationMap(compared, theme)",
                  WIDTH,
                  Integer.toString(HEIGHT))),
          new Picture(
              "verdicts.svg",
              renderer.svg(
                  "evenkeelCharts.heatmaps(maps, columns, theme)",
                  WIDTH,
                  "evenkeelCharts.mapsHeight(maps, columns)")),
          new Picture(
              "losses.svg",
              renderer.svg(
                  "evenkeelCharts.losses(cells, theme)",
                  WIDTH,
                  "evenkeelCharts.lossesHeight(cells)")));
    }
  }

  private static Picture byLayer(ChartRenderer renderer, String file, String what) {
    return new Picture(
        file,
        renderer.svg(
            "evenkeelCharts.byLayer(compared, '" + what + "', theme)",
            WIDTH,
            Integer.toString(HEIGHT)));
  }
}
