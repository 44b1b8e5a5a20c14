package io.evenkeel.analysis.report;

import org.mozilla.javascript.Context;
import org.mozilla.javascript.ScriptableObject;

/**
 * Draws the page's charts without a browser: a JavaScript interpreter without access to Java runs
 * the chart library and the page's own scripts. An instance belongs to the thread that made it.
 */
final class ChartRenderer implements AutoCloseable {
  /** The objects of a browser that the library needs for drawing a chart once, as text. */
  private static final String HOST =
      "var setTimeout = function () { return 0; }, clearTimeout = function () {};";

  private final Context context;
  private final ScriptableObject scope;

  /**
   * @param data the result of {@link PageData#text}
   */
  ChartRenderer(String data) {
    context = Context.enter();
    context.setInterpretedMode(true); // the library's methods exceed what a class file can hold
    context.setLanguageVersion(Context.VERSION_ES6);
    scope = context.initSafeStandardObjects();
    evaluate(HOST, "host");
    PageResources.charts().forEach((name, script) -> evaluate(script, name));
    evaluate("var data = " + data + ";", "data");
  }

  /** Runs statements; their declarations stay for later calls. */
  void run(String script) {
    evaluate(script, "script");
  }

  /** Whether an expression is true. */
  boolean holds(String expression) {
    return Context.toBoolean(evaluate(expression, "question"));
  }

  /**
   * A chart as the text of an SVG file.
   *
   * @param option an expression for the chart library's option
   * @param width in pixels
   * @param height an expression for pixels
   */
  String svg(String option, int width, String height) {
    String call = "evenkeelCharts.svg(%s, %s, %s)".formatted(option, width, height);
    return Context.toString(evaluate(call, "picture"));
  }

  private Object evaluate(String script, String name) {
    return context.evaluateString(scope, script, name, 1, null);
  }

  @Override
  public void close() {
    Context.exit();
  }
}
