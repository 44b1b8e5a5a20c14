package io.evenkeel.analysis.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The parts of the page that are the same for every sweep. */
final class PageResources {
  static final String LIBRARY = "echarts.min.js";
  static final String CHARTS = "charts.js";

  private PageResources() {}

  static String template() {
    return read("page.html");
  }

  static String style() {
    return read("page.css");
  }

  static String library() {
    return read(LIBRARY);
  }

  static String charts() {
    return read(CHARTS);
  }

  static String script() {
    return read("page.js");
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
