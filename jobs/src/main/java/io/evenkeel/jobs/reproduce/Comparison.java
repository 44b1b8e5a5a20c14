package io.evenkeel.jobs.reproduce;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compares published results with measured ones, for people and for programs. */
public final class Comparison {
  private static final List<String> HEADER =
      List.of("claim", "source", "published", "measured", "SE", "z", "limit", "agrees");

  private final Findings findings;

  Comparison(Findings findings) {
    this.findings = findings;
  }

  /** Whether all results agree. */
  public boolean agrees() {
    return findings.disagreeing().isEmpty();
  }

  /** A table with a row per result, what its columns mean, and a closing line. */
  public List<String> lines() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    findings.all().forEach(finding -> rows.add(cells(finding)));
    List<String> lines = new ArrayList<>(aligned(rows));
    lines.add("");
    lines.addAll(legend());
    lines.add(closing());
    return lines;
  }

  private List<String> legend() {
    return List.of(
        "SE: over seeds; xF is a factor, of numbers compared by their logarithms. A single"
            + " published run counts as one more seed.",
        "z: standard errors between the two, beyond the published number's rounding. A curve shows"
            + " its worst layer.",
        String.format(
            Locale.ROOT,
            "limit: Student's t, at which all %d comparisons of right numbers agree in %.0f %% of"
                + " cases (Bonferroni). exact: each seed, to %s of the number.",
            findings.comparisons(),
            100 * (1 - Findings.FAMILY_ERROR),
            Numerals.brief(Published.EXACT)));
  }

  /** {@code all 61 results agree}, or the results that do not. */
  public String closing() {
    List<Finding> wrong = findings.disagreeing();
    return wrong.isEmpty()
        ? "all %s results agree".formatted(findings.all().size())
        : "%s of %s results disagree: %s"
            .formatted(
                wrong.size(),
                findings.all().size(),
                String.join("; ", wrong.stream().map(f -> f.claim().what()).toList()));
  }

  /** Fields of the object that is open, with numbers as in the table's units. */
  public void write(JsonGenerator out) throws IOException {
    out.writeBooleanField("agrees", agrees());
    out.writeNumberField("family_error", Findings.FAMILY_ERROR);
    out.writeNumberField("comparisons", findings.comparisons());
    out.writeArrayFieldStart("results");
    for (Finding finding : findings.all()) {
      write(finding, out);
    }
    out.writeEndArray();
  }

  private static void write(Finding finding, JsonGenerator out) throws IOException {
    Published published = finding.point().published();
    out.writeStartObject();
    out.writeStringField("claim", finding.claim().what());
    out.writeStringField("place", finding.point().place());
    out.writeStringField("source", finding.claim().source());
    out.writeBooleanField("exact", finding.claim().exact());
    out.writeStringField("scale", published.logarithmic() ? "log10" : "linear");
    out.writeNumberField("published", published.value());
    out.writeNumberField("allowance", published.allowance());
    out.writeNumberField("measured", finding.estimate().value());
    out.writeNumberField("standard_error", finding.estimate().error());
    out.writeNumberField("z", finding.z());
    out.writeNumberField("limit", finding.limit());
    out.writeNumberField("missing_trials", finding.missing());
    out.writeBooleanField("agrees", finding.agrees());
    out.writeEndObject();
  }

  private static List<String> cells(Finding finding) {
    Claim.Point point = finding.point();
    boolean exact = finding.claim().exact();
    boolean factor = point.published().logarithmic();
    double error = finding.estimate().error();
    return List.of(
        finding.claim().what() + (point.place().isEmpty() ? "" : ": " + point.place()),
        finding.claim().source(),
        point.published().text(),
        measured(finding.estimate(), factor),
        exact ? "exact" : factor ? "x" + Numerals.factor(error) : Numerals.brief(error),
        exact ? "-" : String.format(Locale.ROOT, "%.1f", finding.z()),
        exact ? "-" : String.format(Locale.ROOT, "%.1f", finding.limit()),
        agreement(finding));
  }

  private static String measured(Statistic.Estimate estimate, boolean factor) {
    if (factor) {
      return Numerals.of(Math.pow(10, estimate.value()));
    }
    String low = Numerals.of(estimate.low());
    String high = Numerals.of(estimate.high());
    return low.equals(high) ? low : low + ".." + high;
  }

  private static String agreement(Finding finding) {
    if (finding.agrees()) {
      return "yes";
    }
    return finding.missing() > 0 ? "NO: %s trials lack it".formatted(finding.missing()) : "NO";
  }

  /** Columns as wide as their widest cell; texts to the left, numbers to the right. */
  private static List<String> aligned(List<List<String>> rows) {
    int[] widths = new int[HEADER.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String pad = " ".repeat(widths[i] - row.get(i).length());
        boolean number = i >= 2 && i < widths.length - 1;
        line.append(number ? pad + row.get(i) : row.get(i) + pad).append("  ");
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
