package io.evenkeel.analysis.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A chart as an SVG file.
 *
 * @param file its name
 * @param svg its content
 */
record Picture(String file, String svg) {
  private static final int WIDTH = 900;
  private static final List<String> TRAINING = List.of("rates", "coordinates", "maps", "courses");
  private static final String HEIGHT = "evenkeelCurves.height(compared) + 60";

  /** The choices of what the charts show: the same as on the page before anything is filtered. */
  private static final String CHOICE =
      """
      var all = data.cells.map(function (cell, i) { return i; });
      var compared = evenkeelCurves.compared(data, all);
      var maps = evenkeelOverview.maps(data.heat, 'overall').slice(0, evenkeelOverview.MOST_MAPS);
      var single = evenkeelOverview.single(data.heat);
      var squares = data.heat.slice(0, evenkeelOverview.MOST_LOSSES);
      var columns = evenkeelOverview.mapColumns(maps, %1$d);
      var cells = evenkeelOverview.withLoss(data.cells).slice(0, evenkeelOverview.MOST_LOSSES);
      var theme = Object.assign({ width: %1$d }, evenkeelCharts.THEMES.light);
      """
          .formatted(WIDTH);

  /**
   * The charts that the page shows when it is opened, in the colours of the light theme.
   *
   * @param data the page's
   */
  static List<Picture> all(PageData data) {
    try (ChartRenderer renderer = new ChartRenderer(data.text())) {
      renderer.run(CHOICE);
      List<Picture> pictures = new ArrayList<>();
      Collections.addAll(
          pictures,
          byLayer(renderer, "forward.svg", "act"),
          byLayer(renderer, "backward.svg", "grad"),
          byLayer(renderer, "cosine.svg", "cos"),
          byLayer(renderer, "saturation.svg", "sat"),
          new Picture(
              "correlation.svg",
              renderer.svg("evenkeelCurves.correlationMap(compared, theme)", WIDTH, HEIGHT)),
          new Picture(
              "verdicts.svg",
              renderer.svg(
                  "single ? evenkeelOverview.matrix(squares, theme)"
                      + " : evenkeelOverview.heatmaps(maps, columns, theme)",
                  WIDTH,
                  "single ? evenkeelOverview.matrixHeight(squares)"
                      + " : evenkeelOverview.mapsHeight(maps, columns)")),
          new Picture(
              "losses.svg",
              renderer.svg(
                  "evenkeelOverview.losses(cells, theme)",
                  WIDTH,
                  "evenkeelOverview.lossesHeight(cells)")));
      if (renderer.holds("data.phases.length > 0")) {
        pictures.add(
            new Picture(
                "phase.svg",
                renderer.svg(
                    "evenkeelPhase.diagram(data.phases[0], theme)",
                    WIDTH,
                    "evenkeelPhase.HEIGHT")));
      }
      for (String chart : TRAINING) {
        if (renderer.holds("data.training && data.training.%s.length > 0".formatted(chart))) {
          pictures.add(ofTraining(renderer, chart));
        }
      }
      return pictures;
    }
  }

  /** The first chart of a kind. */
  private static Picture ofTraining(ChartRenderer renderer, String chart) {
    return new Picture(
        "training-" + chart + ".svg",
        renderer.svg(
            "evenkeelTraining.%1$s(data.training.%1$s[0], theme)".formatted(chart),
            WIDTH,
            "evenkeelTraining.HEIGHT"));
  }

  private static Picture byLayer(ChartRenderer renderer, String file, String what) {
    return new Picture(
        file,
        renderer.svg("evenkeelCurves.byLayer(compared, '" + what + "', theme)", WIDTH, HEIGHT));
  }
}
