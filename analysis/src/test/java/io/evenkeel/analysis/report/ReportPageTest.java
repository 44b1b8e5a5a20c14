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
    assertThat(all("svg")).as("heatmaps, five charts, losses").hasSize(7);
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
  void asksNothingOfAnyNetwork() {
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
    assertThat(all("#cell svg")).hasSize(5);
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
  void darkIsAButtonAway() throws IOException {
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
  void printsWithoutControls() throws IOException {
    press("#theme");
    emulateMedia("print");
    browser.executeScript("dispatchEvent(new Event('beforeprint'))");
    assertThat(all("button:not([data-sort]), #filters")).noneMatch(WebElement::isDisplayed);
    assertThat(find("body").getCssValue("background-color")).isEqualTo("rgba(255, 255, 255, 1)");
    Chromium.keepView(browser, "print");
    browser.executeScript("dispatchEvent(new Event('afterprint'))");
    emulateMedia("");
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
