package io.evenkeel.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** What can be read on the page's charts and on its paper: labels, titles, numbers, names. */
class ReportChartsTest {
  @TempDir private static Path run;
  private static ChromeDriver browser;

  @BeforeAll
  static void makePage() throws IOException {
    browser = Chromium.start();
    ReportFixture.write(run);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.quit();
    }
  }

  /** Names of curves that end early lie over no curve, and names lie over no other name. */
  @Test
  void namesOfCurvesLieOverNothing() throws IOException {
    for (int width : new int[] {1400, 800, 390}) {
      open(width, "#compare=0,2,4,5,8,9");
      assertThat(
              list(
                  """
                  const wrong = [];
                  ['act', 'grad', 'cos', 'sat'].forEach(function (what) {
                    const place = document.getElementById('all-' + what);
                    const chart = echarts.getInstanceByDom(place);
                    const at = place.getBoundingClientRect();
                    const series = chart.getOption().series;
                    const wanted = series.filter(s => s.name === 'names').flatMap(s => s.data).map(d => d.label.formatter);
                    const labels = Array.from(place.querySelectorAll('svg text'))
                      .filter(t => wanted.includes(t.textContent) && Number(getComputedStyle(t).fontWeight) >= 600);
                    if (labels.length !== wanted.length) {
                      wrong.push(what + ': ' + labels.length + ' of ' + wanted.length + ' names');
                    }
                    const boxes = labels.map(function (t) {
                      const box = t.getBoundingClientRect();
                      return { text: t.textContent, left: box.left - at.left, right: box.right - at.left, top: box.top - at.top + 2, bottom: box.bottom - at.top - 2 };
                    });
                    boxes.forEach(function (a, i) {
                      boxes.slice(i + 1).forEach(function (b) {
                        if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) {
                          wrong.push(what + ': ' + a.text + ' over ' + b.text);
                        }
                      });
                    });
                    series.filter(s => s.type === 'line').forEach(function (line) {
                      line.data.filter(p => p[1] !== null).forEach(function (p) {
                        const x = chart.convertToPixel({ xAxisIndex: 0 }, p[0]);
                        const y = chart.convertToPixel({ yAxisIndex: 0 }, p[1]);
                        boxes.filter(b => x > b.left && x < b.right && y > b.top && y < b.bottom)
                          .forEach(b => wrong.push(what + ': ' + b.text + ' over ' + line.name));
                      });
                    });
                  });
                  return wrong;
                  """))
          .as("at %s pixels", width)
          .isEmpty();
      assertThat(find("#all-act svg").getDomProperty("textContent")).contains("lecun_normal");
      assertThat(list("return " + BEYOND)).as("cut off at %s pixels", width).isEmpty();
      browser.executeScript("document.getElementById('curves-title').scrollIntoView()");
      Chromium.keepView(browser, "names-" + width);
    }
  }

  /** Texts of charts that their charts cut off. */
  private static final String BEYOND =
      """
      Array.from(document.querySelectorAll('figure svg text')).filter(function (t) {
        const at = t.getBoundingClientRect();
        const chart = t.closest('svg').getBoundingClientRect();
        return at.width > 0 && (at.left < chart.left - 1 || at.right > chart.right + 1 || at.top < chart.top - 1 || at.bottom > chart.bottom + 1);
      }).map(t => t.closest('[role=img]').id + ': ' + t.textContent)
      """;

  @Test
  void labelsTellCurvesApart() {
    open(1400, "");
    assertThat(told("relu f(1,same), depth 5", "relu f(2,same), depth 5"))
        .containsExactly("(1)", "(2)");
    assertThat(told("relu f(1,a), depth 5", "relu f(2,a), depth 9", "relu f(1,a), depth 9"))
        .containsExactly("(1) depth 5", "(2) depth 9", "(1) depth 9");
    assertThat(told("relu f(1)", "tanh f(1)")).containsExactly("relu f(1)", "tanh f(1)");
    assertThat(told("relu f(g(1,2),3)", "relu f(g(1,4),3)"))
        .containsExactly("(g(1,2))", "(g(1,4))");
    assertThat(
            told(
                "tanh lecun_normal, depth 12, width 64",
                "tanh lecun_normal, depth 40, width 64",
                "tanh lecun_normal, depth 40, width 9",
                "tanh ones, depth 40, width 9"))
        .containsExactly(
            "lecun_normal 12x64", "lecun_normal 40x64", "lecun_normal 40x9", "ones 40x9");
    assertThat(list("return evenkeelCharts.shortened(['alpha beta 12', 'alpha beta 34'], 10)"))
        .as("what is left tells them apart")
        .doesNotHaveDuplicates();
  }

  private static List<String> told(String... names) {
    return list("return evenkeelCharts.told(arguments[0], 20)", (Object) List.of(names));
  }

  @Test
  void numbersOfAnAxisHaveOneDigitBeforeTheirExponent() {
    open(1400, "");
    assertThat(list("return [4.9999957, 5, 5.3, -4.0000001, 0.5].map(evenkeelCharts.decades)"))
        .containsExactly("1e5", "1e5", "2e5", "1e-4", "3.16");
  }

  /** Residual networks are measured block by block. */
  @Test
  void theCorrelationMapHasPointsOfBlocksToo() {
    open(1400, "");
    assertThat(
            list(
                """
                const curve = { layers: [0, 2, 4, 8], cos: { mid: [0.1, 0.2, 0.3, 0.5], theory: [null, null, null, null] } };
                return evenkeelCurves.correlationMap([{ name: 'relu x', curve: curve }], evenkeelCharts.THEMES.light)
                  .series[0].data.map(String);
                """))
        .as("8 is two blocks after 4")
        .containsExactly("0.1,0.2", "0.2,0.3");
  }

  @Test
  void aSearchLeavesTheMapsOfItsCells() {
    open(1400, "#search=lecun%2064");
    assertThat(text("#heat-note")).isEqualTo("Click a square for its curves.");
    assertThat(browser.findElements(By.cssSelector("#heat svg"))).hasSize(1);
    assertThat(attribute("#heat", "aria-label")).contains("lecun_normal").doesNotContain("xavier");
    open(1400, "#search=no-such-word");
    assertThat(text("#heat-note")).isEqualTo("No scheme has what is asked for above.");
    assertThat(Chromium.console(browser)).isEmpty();
  }

  /** No name ends a line within a word or before a bracket that closes. */
  @Test
  void paperBreaksNamesWhereTheirPartsEnd() throws IOException {
    open(1280, "");
    browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
    Object wrapped =
        browser.executeScript(
            """
            document.querySelectorAll('#table td.scheme').forEach(cell => cell.textContent = 'layer_norm(place=stream)');
            document.head.append(document.createElement('style'));
            document.styleSheets[document.styleSheets.length - 1].insertRule('#table td.scheme { width: 60px; }');
            dispatchEvent(new Event('beforeprint'));
            return Math.max.apply(null, Array.from(document.querySelectorAll('#table td.scheme'), c => c.getClientRects()[0].height));
            """);
    assertThat(((Number) wrapped).doubleValue()).as("two lines at least").isGreaterThan(18);
    assertThat(
            list(
                """
                const wrong = [];
                document.querySelectorAll('td').forEach(function (cell) {
                  const node = cell.firstChild;
                  if (node === null || node.nodeType !== Node.TEXT_NODE) {
                    return;
                  }
                  let before = null;
                  for (let i = 0; i < node.data.length; i++) {
                    if ('\\u200b\\u2060'.includes(node.data[i])) {
                      continue;
                    }
                    const range = document.createRange();
                    range.setStart(node, i);
                    range.setEnd(node, i + 1);
                    const top = range.getBoundingClientRect().top;
                    if (before !== null && top > before.top + 3 && !/[(,=+*\\/ .-]/.test(before.letter)) {
                      wrong.push(node.data + ' after ' + before.letter);
                    }
                    before = { letter: node.data[i], top: top };
                  }
                });
                return wrong;
                """))
        .isEmpty();
    Chromium.keepView(browser, "print-names");
    browser.executeScript("dispatchEvent(new Event('afterprint'))");
    assertThat(
            browser.executeScript("return document.querySelector('#table td.scheme').textContent"))
        .isEqualTo("layer_norm(place=stream)");
    browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", ""));
  }

  /** A figure that is higher than a sheet of paper would be cut in two. */
  @Test
  void paperHasAsManyFiguresAsItTakes() {
    open(1280, "");
    Object heights =
        browser.executeScript(
            """
            dispatchEvent(new Event('beforeprint'));
            const cells = JSON.parse(document.getElementById('data').textContent).cells.filter(c => c.floor !== null);
            evenkeelSections.losses([0, 1, 2, 3].flatMap(k => cells), true);
            const found = Array.from(document.querySelectorAll('figure')).filter(f => f.getClientRects().length > 0)
              .map(f => f.getBoundingClientRect().height);
            const axes = Array.from(document.querySelectorAll('#losses, [data-sheet-of=losses] > [role=img]'))
              .map(e => echarts.getInstanceByDom(e).getModel().getComponent('xAxis').axis.scale.getExtent().join());
            dispatchEvent(new Event('afterprint'));
            return { most: Math.max.apply(null, found), axes: axes, left: document.querySelectorAll('[data-sheet-of]').length };
            """);
    Map<?, ?> seen = (Map<?, ?>) heights;
    assertThat(((Number) seen.get("most")).doubleValue())
        .as("190 mm of 277 mm that are 1020 pixels")
        .isLessThan(1020 * 190 / 277.0);
    assertThat((List<?>) seen.get("axes")).hasSizeGreaterThan(2);
    assertThat(((List<?>) seen.get("axes")).stream().distinct()).as("one scale").hasSize(1);
    assertThat(seen.get("left")).as("sheets on the screen").isEqualTo(0L);
    assertThat(Chromium.console(browser)).isEmpty();
  }

  private static void open(int width, String fragment) {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 1000, "deviceScaleFactor", 1, "mobile", false));
    browser.get("about:blank");
    browser.get(run.resolve(HtmlReport.PAGE).toUri() + fragment);
    assertThat(attribute("html", "data-ready")).as("the script ran to its end").isEqualTo("true");
  }

  @SuppressWarnings("unchecked")
  private static List<String> list(String script, Object... arguments) {
    return (List<String>) browser.executeScript(script, arguments);
  }

  private static String text(String selector) {
    return find(selector).getText();
  }

  private static String attribute(String selector, String name) {
    return find(selector).getDomAttribute(name);
  }

  private static WebElement find(String selector) {
    return browser.findElement(By.cssSelector(selector));
  }
}
