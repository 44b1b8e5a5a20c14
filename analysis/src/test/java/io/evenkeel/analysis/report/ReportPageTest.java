package io.evenkeel.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.print.PrintOptions;

/** The page in a real browser. */
class ReportPageTest {
  @TempDir private static Path run;
  private static String answer;
  private static ChromeDriver browser;

  @BeforeAll
  static void makePage() throws IOException {
    browser = Chromium.start();
    answer = ReportFixture.write(run);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.quit();
    }
  }

  @BeforeEach
  void load() {
    browser.manage().window().setSize(new Dimension(1280, 1000));
    emulateMedia("");
    open("");
  }

  /** Loads the page anew, also where only the part after # differs. */
  private static void open(String fragment) {
    browser.get("about:blank");
    browser.get(page() + fragment);
    assertThat(attribute("html", "data-ready")).as("the script ran to its end").isEqualTo("true");
  }

  private static String page() {
    return run.resolve(HtmlReport.PAGE).toUri().toString();
  }

  @Test
  void loadsWithoutAWordOnTheConsole() throws IOException {
    assertThat(Chromium.console(browser)).isEmpty();
    assertThat(text("#answer")).isEqualTo(answer);
    assertThat(all("svg")).as("heatmaps, five charts, a phase diagram, losses").hasSize(8);
    Chromium.keepView(browser, "top");
    scrollTo("#heat-title");
    Chromium.keepView(browser, "heatmaps");
    scrollTo("#curves-title");
    Chromium.keepView(browser, "curves");
    scrollTo("#loss-title");
    Chromium.keepView(browser, "losses");
    scrollTo("#from-title");
    Chromium.keepView(browser, "provenance");
  }

  @Test
  void thePageRequestsNothingFromANetwork() {
    Object requests =
        browser.executeScript(
            "return performance.getEntriesByType('resource').map(function (e) { return e.name; })");
    assertThat((List<?>) requests).isEmpty();
    assertThat(browser.getPageSource()).contains("default-src 'none'");
  }

  @Test
  void aSchemeThatIsMarkupShowsAsText() {
    assertThat(text("h1")).isEqualTo("fixture " + ReportFixture.HOSTILE);
    assertThat(browser.getTitle()).startsWith("fixture <script>");
    assertThat(texts("#table tbody td")).contains(ReportFixture.HOSTILE);
    assertThat(all("#table script, #table b, h1 script, h1 b")).isEmpty();
  }

  @Test
  void policyRefusesScriptsThatAreNotThePages() {
    Chromium.console(browser);
    browser.executeScript(
        "const s = document.createElement('script'); s.textContent = 'document.title = \"run\"';"
            + " document.body.append(s);");
    assertThat(browser.getTitle()).isNotEqualTo("run");
    assertThat(Chromium.console(browser))
        .anyMatch(line -> line.contains("Content Security Policy"));
  }

  @Test
  void filtersLeaveWhatWasChosen() {
    assertThat(shownRows()).hasSize(ReportFixture.CELLS);
    choose("init", "lecun_normal");
    assertThat(shownRows()).hasSize(4).allMatch(row -> row.contains("lecun_normal"));
    choose("width", "64");
    assertThat(shownRows()).hasSize(2);
    assertThat(text("#count")).isEqualTo("2 of 16 cells");
    assertThat(attribute("#all-act", "aria-label"))
        .contains("lecun_normal")
        .doesNotContain("xavier_uniform");
    press("button[type=reset]");
    browser.executeAsyncScript("setTimeout(arguments[0], 0)");
    assertThat(shownRows()).hasSize(ReportFixture.CELLS);
    choose("backward", "exploding");
    assertThat(shownRows()).hasSize(4).allMatch(row -> row.contains("xavier_uniform"));
  }

  @Test
  void searchTakesWordsOfAnyColumn() {
    find("#search").sendKeys("lecun tanh");
    assertThat(shownRows()).hasSize(4);
    find("#search").sendKeys(" no-such-word");
    assertThat(shownRows()).isEmpty();
    assertThat(text("#count")).isEqualTo("0 of 16 cells");
    assertThat(Chromium.console(browser)).isEmpty();
  }

  @Test
  void columnsSortBothWays() {
    press("[data-sort=width]");
    assertThat(numbers("width")).isSorted();
    press("[data-sort=width]");
    assertThat(numbers("width")).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(attribute("th[aria-sort]", "aria-sort")).isEqualTo("descending");
    assertThat(all("th[aria-sort]")).hasSize(1);
  }

  @Test
  void aRowsButtonOpensItsCurves() throws IOException {
    press("#table tbody tr:not([hidden]) [data-open]");
    assertThat(find("#cell").isDisplayed()).isTrue();
    assertThat(all("#cell svg")).hasSize(6);
    assertThat(numberOf("cell-seeds", "series[0].data")).isEqualTo(ReportFixture.SEEDS);
    assertThat(text("#cell-title")).contains("lecun_normal");
    assertThat(text("#evidence")).contains("forward").contains("rank").contains("cell");
    assertThat(browser.getCurrentUrl()).endsWith("#cell=0");
    Chromium.keepView(browser, "cell");
    press("#cell summary");
    assertThat(all("#numbers tbody tr")).hasSizeGreaterThanOrEqualTo(12);
    find("body").sendKeys(Keys.ESCAPE);
    assertThat(find("#cell").isDisplayed()).isFalse();
    assertThat(browser.switchTo().activeElement().getDomAttribute("data-open")).isEqualTo("0");
  }

  @Test
  void aSquareOfAHeatmapOpensItsCurves() {
    scrollTo("#heat-title");
    WebElement heat = find("#heat");
    // In the first map's upper row and right column: the centre of that quarter of its grid.
    int maps = 4;
    double x = heat.getSize().width * (0.22 + 0.72 * 0.75) / maps;
    double y = heat.getSize().height * (0.16 + 0.56 * 0.25);
    new Actions(browser)
        .moveToElement(
            heat, (int) (x - heat.getSize().width / 2.0), (int) (y - heat.getSize().height / 2.0))
        .click()
        .perform();
    assertThat(find("#cell").isDisplayed()).isTrue();
    assertThat(text("#cell-title")).contains("depth 40").contains("width 256");
  }

  @Test
  void schemesComeBeforeCells() {
    assertThat(text("#answer"))
        .startsWith("tanh: lecun_normal holds in all 4 sizes. 4 of 16 cells stay stable both ways");
    List<String> schemes = texts("#schemes tbody tr");
    assertThat(schemes).hasSize(4);
    assertThat(schemes.get(0)).contains("lecun_normal").contains("4/4").contains("64:40 256:40");
    assertThat(schemes.toString()).contains("backward exploding");
    assertThat(texts("#schemes tbody td")).contains(ReportFixture.HOSTILE);
  }

  /** Whatever the window, no verdict of the table is beyond its edge, and no page either. */
  @Test
  void everyVerdictIsInSightInAnyWindow() throws IOException {
    for (int width : new int[] {1400, 800, 390}) {
      resize(width);
      Object beyond =
          browser.executeScript(
              "const most = document.documentElement.clientWidth;"
                  + "return Array.from(document.querySelectorAll('#table .v')).filter(function (e) {"
                  + " const region = e.closest('.scroll').getBoundingClientRect();"
                  + " const at = e.getBoundingClientRect();"
                  + " return at.width === 0 || at.right > Math.min(most, region.right) + 1; }).length"
                  + " + (document.documentElement.scrollWidth > most ? 1000 : 0)");
      assertThat(beyond).as("verdicts out of sight at %s pixels", width).isEqualTo(0L);
      assertThat(all("#table .v").size()).isGreaterThanOrEqualTo(2 * ReportFixture.CELLS);
      Chromium.keepView(browser, "width-" + width);
      scrollTo("#ranking");
      Chromium.keepView(browser, "table-" + width);
    }
    browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
  }

  /** One that vanishes by twenty decades leaves the axis; the others keep a scale of their own. */
  @Test
  void anAxisIsNotFlattenedByOneCell() throws IOException {
    press("#table tbody tr:nth-child(1) [data-choose]");
    browser.executeScript(
        "Array.from(document.querySelectorAll('#table tbody tr')).filter(function (row) {"
            + " return row.textContent.includes('script') && row.textContent.includes('40'); })"
            + ".slice(0, 1).forEach(function (row) { row.querySelector('[data-choose]').click(); })");
    assertThat(browser.getCurrentUrl()).contains("#compare=0,");
    assertThat(text("#compared")).isEqualTo("The cells that are chosen in the table.");
    assertThat(span("all-act")).isLessThan(5);
    scrollTo("#curves-title");
    Chromium.keepView(browser, "clamped");
    press("#whole");
    assertThat(span("all-act")).isGreaterThan(15);
    browser.executeScript(
        "const chart = echarts.getInstanceByDom(document.getElementById('all-act'));"
            + "chart.dispatchAction({type: 'legendToggleSelect', name: chart.getOption().legend[0].data"
            + ".map(function (d) { return d.name; }).filter(function (n) { return /script/.test(n); })[0]})");
    assertThat(span("all-act")).as("what is hidden takes no room").isLessThan(5);
    press("#unchosen");
    assertThat(browser.getCurrentUrl()).doesNotContain("compare");
  }

  private static double span(String chart) {
    return ((Number)
            browser.executeScript(
                "const y = echarts.getInstanceByDom(document.getElementById('"
                    + chart
                    + "')).getOption().yAxis[0]; return y.max - y.min"))
        .doubleValue();
  }

  private static long numberOf(String chart, String list) {
    return (Long)
        browser.executeScript(
            "return echarts.getInstanceByDom(document.getElementById('%s')).getOption().%s.length"
                .formatted(chart, list));
  }

  /** Names stand at the ends of lines. */
  @Test
  void curvesAreLabelledWhereTheyEnd() {
    choose("depth", "12");
    choose("width", "64");
    String drawn = find("#all-act svg").getDomProperty("textContent");
    assertThat(drawn).contains("lecun_normal").contains("xavier_uniform(1.67)");
    assertThat(numberOf("all-act", "series.filter(s => s.name === 'names')[0].data")).isEqualTo(4);
  }

  @Test
  void filtersStandInTheAddressAndInTheHeadline() {
    choose("init", "lecun_normal");
    find("#search").sendKeys("tanh");
    assertThat(text("#filtered"))
        .startsWith(
            "With init lecun_normal, \"tanh\": 4 of 4 cells stay stable both ways; the best");
    String address = browser.getCurrentUrl();
    assertThat(address).endsWith("#search=tanh&is-init=lecun_normal");
    open("#search=tanh&is-init=lecun_normal&map=backward&cell=2");
    assertThat(shownRows()).hasSize(4);
    assertThat(attribute("[data-heat=backward]", "aria-pressed")).isEqualTo("true");
    assertThat(find("#cell").isDisplayed()).isTrue();
    open("#is-init=no-such&compare=99,x&map=%22&cell=-1");
    assertThat(shownRows()).hasSize(ReportFixture.CELLS);
    assertThat(Chromium.console(browser)).isEmpty();
  }

  @Test
  void mapsShowTheFactorPerLayer() throws IOException {
    press("[data-heat=forwardFactor]");
    assertThat(attribute("#heat", "aria-label")).startsWith("Factors per layer");
    String drawn = find("#heat svg").getDomProperty("textContent");
    assertThat(drawn).contains("0.316").contains("1.000");
    scrollTo("#heat-title");
    Chromium.keepView(browser, "factors");
  }

  /** Maps of one square say nothing: the schemes become lines of one picture. */
  @Test
  void schemesOfOneSizeAreLines() throws IOException {
    choose("depth", "40");
    choose("width", "256");
    assertThat(attribute("#heat", "aria-label")).startsWith("Verdicts for tanh");
    String drawn = find("#heat svg").getDomProperty("textContent");
    assertThat(drawn).contains("forward").contains("backward").contains("exploding");
    scrollTo("#heat-title");
    Chromium.keepView(browser, "lines");
  }

  @Test
  void thePhaseDiagramHasTheCriticalLineAndTheSchemes() throws IOException {
    assertThat(all("#phases svg")).hasSize(1);
    assertThat(find("#phases svg").getDomProperty("textContent"))
        .contains("critical")
        .contains("lecun_normal");
    // tanh at sigma_w = 1 without bias is critical: no depth parts it from its inputs.
    assertThat(attribute("#phase-0", "aria-label"))
        .contains("lecun_normal at sigma_w 1, sigma_b 0, inputs stay apart: no limit");
    scrollTo("#phase-title");
    Chromium.keepView(browser, "phase");
  }

  @Test
  void theViewIsSavedAsCsv() {
    choose("init", "lecun_normal");
    press("[data-sort=width]");
    browser.executeScript(
        "HTMLAnchorElement.prototype.click = function () { window.saved = this.download; };"
            + "URL.createObjectURL = function (blob) { window.blob = blob; return 'blob:x'; };");
    press("#csv");
    List<?> lines =
        (List<?>)
            browser.executeAsyncScript(
                "const done = arguments[0];"
                    + " window.blob.text().then(function (t) { done(t.split('\\r\\n')); })");
    assertThat(lines).as("a heading, four rows, nothing after the last").hasSize(6);
    assertThat(lines.get(0).toString())
        .startsWith("rank,depth,width,activation,init,forward,change");
    assertThat(lines.get(1).toString()).contains(",64,tanh,lecun_normal,stable");
    assertThat(lines.get(5)).isEqualTo("");
  }

  @Test
  void anotherRunsTableIsComparedOnThePage() throws IOException {
    Path table = run.resolve("report/stability.csv");
    find("#other-file").sendKeys(table.toString());
    assertThat(said()).startsWith("16 of the 16 cells on this page are in both runs; all their");
    String other = Files.readString(table).replaceFirst(",exploding,", ",vanishing,");
    Path changed = Files.writeString(run.resolve("other.csv"), other);
    find("#other-file").sendKeys(changed.toString());
    assertThat(said()).contains("1 has another verdict");
    assertThat(texts("#both tbody tr").get(0)).contains("exploding").contains("vanishing");
    find("#other-file").sendKeys(Files.writeString(run.resolve("no.csv"), "a,b\n1,2\n").toString());
    assertThat(said())
        .isEqualTo("This file is no stability.csv: it has no column forward_verdict.");
    assertThat(Chromium.console(browser)).isEmpty();
  }

  /** What the page says of the file, once it has read it. */
  private static String said() {
    browser.executeAsyncScript(
        "const done = arguments[0]; const file = document.getElementById('other-file').files[0];"
            + "file.text().then(function () { setTimeout(done, 0); })");
    return text("#other-said");
  }

  @Test
  void anAddressOpensACell() {
    open("#cell=3");
    assertThat(find("#cell").isDisplayed()).isTrue();
    open("#cell=16");
    assertThat(find("#cell").isDisplayed()).isFalse();
    assertThat(Chromium.console(browser)).isEmpty();
  }

  @Test
  void heatmapsShowTheVerdictThatIsAskedFor() {
    assertThat(texts("#legend li")).contains("Sstable", "Eexploding", "Nnon-finite");
    press("[data-heat=forward]");
    assertThat(attribute("[data-heat=forward]", "aria-pressed")).isEqualTo("true");
    assertThat(texts("#legend li")).doesNotContain("Eexploding").contains("Vvanishing");
  }

  @Test
  void aButtonSwitchesToDark() throws IOException {
    String light = find("body").getCssValue("background-color");
    press("#theme");
    assertThat(find("body").getCssValue("background-color")).isNotEqualTo(light);
    assertThat(text("#theme")).isEqualTo("Light");
    Chromium.keepView(browser, "dark");
    scrollTo("#curves-title");
    Chromium.keepView(browser, "dark-curves");
  }

  @Test
  void aNarrowWindowScrollsDownOnly() throws IOException {
    browser.manage().window().setSize(new Dimension(500, 900));
    open("");
    Object tooWide =
        browser.executeScript(
            "const most = document.documentElement.clientWidth;"
                + " return document.documentElement.scrollWidth <= most ? []"
                + " : Array.from(document.querySelectorAll('body *')).filter(function (e) {"
                + " return e.getBoundingClientRect().right > most && !e.closest('.scroll'); })"
                + ".map(function (e) { return e.outerHTML.slice(0, 60); }).concat('page')");
    assertThat((List<?>) tooWide).isEmpty();
    Chromium.keepView(browser, "narrow");
    scrollTo("#curves-title");
    Chromium.keepView(browser, "narrow-curves");
  }

  @Test
  void everyControlAndChartHasAName() {
    Object nameless =
        browser.executeScript(
            "return Array.from(document.querySelectorAll('button, select, input, [role=img],"
                + " [role=region]')).filter(function (e) {"
                + " return !(e.getAttribute('aria-label') || e.textContent.trim()"
                + " || e.closest('label') && e.closest('label').textContent.trim()); })"
                + ".filter(function (e) { return !e.closest('[hidden]'); })"
                + ".map(function (e) { return e.outerHTML.slice(0, 80); })");
    assertThat((List<?>) nameless).isEmpty();
  }

  @Test
  void printsWithoutControlsAndLosesNothing() throws IOException {
    press("#table tbody tr:not([hidden]) [data-open]");
    press("#theme");
    emulateMedia("print");
    browser.executeScript("dispatchEvent(new Event('beforeprint'))");
    assertThat(all("button:not([data-sort]), #filters")).noneMatch(WebElement::isDisplayed);
    assertThat(find("body").getCssValue("background-color")).isEqualTo("rgba(255, 255, 255, 1)");
    Object beyond =
        browser.executeScript(
            "const paper = document.querySelector('main').getBoundingClientRect().right;"
                + "return Array.from(document.querySelectorAll('svg, td, th, pre, p')).filter("
                + "function (e) { const at = e.getBoundingClientRect();"
                + " return at.right > paper + 1 || at.width > 0 && e.tagName === 'svg'"
                + " && at.bottom > e.closest('figure').getBoundingClientRect().bottom + 1; })"
                + ".map(function (e) { return e.tagName + ' ' + e.textContent.slice(0, 40); })");
    assertThat((List<?>) beyond).as("what the paper's edge would cut").isEmpty();
    assertThat(all("#table th[hidden], details:not([open])")).isEmpty();
    Object broken =
        browser.executeScript(
            "return Array.from(document.querySelectorAll('td.n')).map(e => e.textContent)"
                + ".filter(text => /e-[0-9]/.test(text))");
    assertThat((List<?>) broken).as("numbers that a line may end in").isEmpty();
    String numbers = "return Array.from(document.querySelectorAll('td.n'), e => e.textContent)";
    Object printed = browser.executeScript(numbers);
    Chromium.keepView(browser, "print");
    browser.executeScript("dispatchEvent(new Event('afterprint'))");
    emulateMedia("");
    assertThat(printed.toString())
        .as("a number of three digits and an exponent")
        .contains("e-\u2060");
    assertThat(browser.executeScript(numbers).toString()).doesNotContain("\u2060");
    assertThat(text("#theme")).as("dark again").isEqualTo("Light");
    byte[] pdf = Base64.getDecoder().decode(browser.print(new PrintOptions()).getContent());
    Path folder = Files.createDirectories(Path.of("target", "report-views"));
    Files.write(folder.resolve("print.pdf"), pdf);
    assertThat(new String(pdf, 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
    assertThat(Chromium.console(browser)).isEmpty();
  }

  private static void emulateMedia(String medium) {
    browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", medium));
  }

  /** As wide as a window or a telephone is. */
  private static void resize(int width) {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 1000, "deviceScaleFactor", 1, "mobile", false));
    open("");
  }

  private static WebElement find(String selector) {
    return browser.findElement(By.cssSelector(selector));
  }

  private static List<WebElement> all(String selector) {
    return browser.findElements(By.cssSelector(selector));
  }

  private static String text(String selector) {
    return find(selector).getText();
  }

  /** Text contents, also of what is out of sight. */
  private static List<String> texts(String selector) {
    return all(selector).stream().map(e -> e.getDomProperty("textContent")).toList();
  }

  private static String attribute(String selector, String name) {
    return find(selector).getDomAttribute(name);
  }

  private static void press(String selector) {
    scrollTo(selector);
    find(selector).click();
  }

  private static void choose(String filter, String value) {
    WebElement select = find("[data-filter=" + filter + "]");
    scrollTo("#filters");
    select.sendKeys(value);
    assertThat(select.getDomProperty("value")).isEqualTo(value);
  }

  private static List<String> shownRows() {
    return texts("#table tbody tr:not([hidden])");
  }

  private static List<String> column(String key) {
    List<String> keys =
        all("#table [data-sort]").stream().map(e -> e.getDomAttribute("data-sort")).toList();
    return texts("#table tbody tr:not([hidden]) td:nth-child(" + (keys.indexOf(key) + 2) + ")");
  }

  private static List<Double> numbers(String key) {
    return column(key).stream().map(Double::valueOf).toList();
  }

  private static void scrollTo(String selector) {
    browser.executeScript("arguments[0].scrollIntoView({block: 'center'})", find(selector));
  }
}
