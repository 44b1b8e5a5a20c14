package io.evenkeel.analysis.report;

import com.samskivert.mustache.Mustache;
import io.evenkeel.analysis.scheme.SchemeAnswer;
import io.evenkeel.analysis.scheme.SchemeNames;
import io.evenkeel.analysis.scheme.SchemeRow;
import io.evenkeel.analysis.scheme.SchemeTable;
import io.evenkeel.analysis.stability.StabilityReport;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.text.ShortTexts;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.core.Numbers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page as text. The template escapes all texts of a sweep; scripts and styles are the page's
 * own, named by their hashes in its Content-Security-Policy, which allows nothing else.
 *
 * @param all every cell, best first
 * @param shown how many of these the ranking has room for
 * @param columns of the ranking
 * @param answer what the sweep found
 * @param data what the script reads
 */
record Page(
    List<StabilityRow> all,
    int shown,
    List<PageColumn> columns,
    CellNames names,
    Answer answer,
    PageData data,
    Provenance provenance) {

  /**
   * If a column has more values than this, they are searched by text and not chosen from a list.
   */
  private static final int MOST_CHOICES = 200;

  private static final int LONGEST_SWEEP = 100_000;
  private static final int MOST_SCHEMES = 300;

  String html() {
    String style = PageResources.style();
    List<String> scripts = PageResources.scripts();
    Map<String, Object> parts = new HashMap<>();
    parts.put("policy", policy(scripts, style));
    parts.put("name", provenance.name());
    parts.put("style", style);
    parts.put("answer", answer.sentence());
    parts.put("figures", answer.figures(provenance));
    parts.put("filters", filters());
    parts.put("rankingNote", rankingNote());
    parts.put("shared", answer.shared());
    List<Map<String, Object>> schemes = schemes();
    parts.put("schemes", schemes);
    parts.put("hasSchemes", !schemes.isEmpty());
    parts.put("leftSchemes", leftSchemes());
    parts.put("columns", heads());
    parts.put("rows", rows());
    parts.put("allowed", allowed());
    parts.put("most", most());
    parts.put("certainty", certainty());
    parts.put("branches", all.stream().anyMatch(row -> row.branchJudgement().isPresent()));
    parts.put("provenance", facts());
    parts.put("sweep", sweep());
    parts.put("version", provenance.reportVersion());
    parts.put("data", data.text());
    parts.put("scripts", scripts);
    return Mustache.compiler()
        .escapeHTML(true)
        .emptyStringIsFalse(true)
        .compile(PageResources.template())
        .execute(parts);
  }

  private static String policy(List<String> scripts, String style) {
    String hashes = scripts.stream().map(Page::hash).collect(Collectors.joining(" "));
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src " + hashes,
        "style-src " + hash(style),
        "img-src data: blob:",
        "base-uri 'none'",
        "form-action 'none'");
  }

  private static String hash(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private List<Map<String, Object>> filters() {
    List<Map<String, Object>> filters = new ArrayList<>();
    List<StabilityRow> rows = all.subList(0, shown);
    for (PageColumn column : columns) {
      boolean ofCell = names.varying().stream().anyMatch(c -> c.name().equals(column.key()));
      List<String> values =
          ofCell ? choices(rows, column) : rows.stream().flatMap(r -> verdict(column, r)).toList();
      List<String> distinct = values.stream().distinct().toList();
      if (distinct.size() > 1 && distinct.size() <= MOST_CHOICES) {
        filters.add(Map.of("label", column.label(), "key", column.key(), "values", distinct));
      }
    }
    return filters;
  }

  private static Stream<String> verdict(PageColumn column, StabilityRow row) {
    return column.verdict().apply(row).stream();
  }

  /** The values of a column: numbers by size, texts in the order of their first occurrence. */
  private static List<String> choices(List<StabilityRow> rows, PageColumn column) {
    if (!column.numeric()) {
      return rows.stream().map(column.text()).toList();
    }
    Map<Double, String> byValue = new HashMap<>();
    for (StabilityRow row : rows) {
      column
          .order()
          .apply(row)
          .ifPresent(value -> byValue.put((Double) value, column.text().apply(row)));
    }
    return new TreeSet<>(byValue.keySet()).stream().map(byValue::get).toList();
  }

  /** Rows of the table of schemes; none if there is only one size. */
  private List<Map<String, Object>> schemes() {
    List<SchemeRow> schemes = answer.schemes();
    if (!new SchemeAnswer(schemes).severalSizes()) {
      return List.of();
    }
    SchemeNames ofSchemes = new SchemeNames(schemes);
    return schemes.stream()
        .limit(MOST_SCHEMES)
        .map(
            row ->
                Map.<String, Object>of(
                    "rivals", ofSchemes.rivals(row),
                    "rank", row.rankText(),
                    "scheme", ofSchemes.of(row),
                    "holds", row.holdsText(),
                    "share", Integer.toString(row.holds()),
                    "most", Integer.toString(row.sizes() - row.fails()),
                    "sizes", Integer.toString(row.sizes()),
                    "deepest", row.deepestText(),
                    "byWidth", row.widthsText().orElse(""),
                    "faults", row.faultsText().orElse("")))
        .toList();
  }

  private String leftSchemes() {
    int left = answer.schemes().size() - MOST_SCHEMES;
    return left > 0
        ? String.format(Locale.ROOT, "%,d more are in %s.", left, SchemeTable.FILES.csv())
        : "";
  }

  private String rankingNote() {
    return shown == all.size()
        ? "Best first: by the worst of the three verdicts, then by the slower worst case."
        : String.format(
            Locale.ROOT,
            "The best %,d of %,d cells, by the worst of the three verdicts, then by the slower"
                + " worst case; %s has them all.",
            shown,
            all.size(),
            StabilityReport.CSV);
  }

  private List<Map<String, Object>> heads() {
    List<Map<String, Object>> heads = new ArrayList<>();
    for (PageColumn column : columns) {
      heads.add(
          Map.of(
              "key", column.key(),
              "label", column.label(),
              "meaning", column.meaning(),
              "align", column.numeric() ? "n" : "",
              "spare", column.spare(),
              "sorted", heads.isEmpty()));
    }
    return heads;
  }

  private List<Map<String, Object>> rows() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (StabilityRow row : all.subList(0, shown)) {
      List<Map<String, Object>> fields = new ArrayList<>();
      for (PageColumn column : columns) {
        String text = column.text().apply(row);
        fields.add(
            Map.of(
                "align",
                column.numeric() ? "n" : column.key().equals("init") ? "scheme" : "",
                "title",
                column.full().apply(row).filter(full -> !full.equals(text)).orElse(""),
                "badge",
                column.verdict().apply(row).map(verdict -> verdict.replace(' ', '-')).orElse(""),
                "label",
                column.label(),
                "text",
                text));
      }
      rows.add(Map.of("index", rows.size(), "title", names.of(row), "fields", fields));
    }
    return rows;
  }

  private String allowed() {
    List<Integer> depths = all.stream().map(row -> row.cell().depth()).distinct().sorted().toList();
    Thresholds thresholds = provenance.thresholds();
    return Stream.of(depths.stream().limit(1), depths.stream().skip(Math.max(1, depths.size() - 1)))
        .flatMap(depth -> depth)
        .map(depth -> ShortTexts.factor(thresholds.decadesAllowed(depth)) + " at depth " + depth)
        .collect(Collectors.joining(" and "));
  }

  private String most() {
    return Numbers.text(100 - 100 * provenance.thresholds().toleratedShare()) + " %";
  }

  private String certainty() {
    return "Every verdict is a test over seeds. A cell's verdicts are all right with probability "
        + Numbers.text(100 * (1 - provenance.thresholds().errorRate()))
        + " %; intervals are those of the single tests, which are stricter.";
  }

  private List<Map<String, String>> facts() {
    Thresholds thresholds = provenance.thresholds();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("sweep", provenance.name());
    facts.put("plan", provenance.planHash());
    facts.put(
        "trials",
        String.format(Locale.ROOT, "%,d of %,d", provenance.done(), provenance.planned()));
    facts.put("computed by", "Evenkeel " + provenance.codeVersion());
    facts.put("report by", "Evenkeel " + provenance.reportVersion());
    facts.put(
        "thresholds",
        "decades %s, power-law %s, tolerated-share %s, resolution %s, error-rate %s"
            .formatted(
                Numbers.text(thresholds.decades()),
                Numbers.text(thresholds.powerLaw()),
                Numbers.text(thresholds.toleratedShare()),
                Numbers.text(thresholds.resolution()),
                Numbers.text(thresholds.errorRate())));
    return facts.entrySet().stream()
        .map(fact -> Map.of("key", fact.getKey(), "value", fact.getValue()))
        .toList();
  }

  private String sweep() {
    String text = provenance.sweep();
    return text.length() <= LONGEST_SWEEP
        ? text
        : text.substring(0, LONGEST_SWEEP) + "\n... the rest is in the plan file";
  }
}
