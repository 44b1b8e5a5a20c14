package io.evenkeel.analysis.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Those parts of the page that are the same for every sweep. */
final class PageResources {
  private static final List<String> CHARTS =
      List.of(
          "echarts.min.js",
          "charts.js",
          "labels.js",
          "curves.js",
          "overview.js",
          "phase.js",
          "training.js",
          "other.js",
          "table.js");

  private static final List<String> PAGE =
      List.of(
          "place.js",
          "layers.js",
          "sections.js",
          "filters.js",
          "address.js",
          "cell.js",
          "printing.js",
          "page.js");

  private PageResources() {}

  static String template() {
    return read("page.html");
  }

  static String style() {
    return read("page.css");
  }

  /**
   * Scripts of charts and tables, by file name, in the order in which they depend on each other.
   * They also run without a page.
   */
  static Map<String, String> charts() {
    Map<String, String> scripts = new LinkedHashMap<>();
    for (String name : CHARTS) {
      scripts.put(name, read(name));
    }
    return scripts;
  }

  /** All scripts of the page in their order: charts, then what the page does when it is used. */
  static List<String> scripts() {
    List<String> scripts = new ArrayList<>(charts().values());
    PAGE.forEach(name -> scripts.add(read(name)));
    return scripts;
  }

  private static String read(String name) {
    try (InputStream in = PageResources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the report was built without its " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }
}
