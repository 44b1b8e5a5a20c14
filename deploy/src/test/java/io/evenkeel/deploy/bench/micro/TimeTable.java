package io.evenkeel.deploy.bench.micro;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Results as Markdown that is aligned as plain text too. */
final class TimeTable {
  private static final String SUFFIX = "Bench";

  private TimeTable() {}

  /**
   * One line of it.
   *
   * @param name what was timed
   * @param mean of one call
   * @param error half the width of the mean's 99.9 % confidence interval; NaN if there is none
   * @param unit of both
   */
  record Row(String name, double mean, double error, String unit) {}

  /** Of what JMH found, in its order. */
  static List<Row> rows(Collection<RunResult> results) {
    List<Row> rows = new ArrayList<>();
    for (RunResult result : results) {
      Result<?> primary = result.getPrimaryResult();
      rows.add(
          new Row(
              name(result.getParams()),
              primary.getScore(),
              primary.getScoreError(),
              primary.getScoreUnit()));
    }
    return rows;
  }

  private static String name(BenchmarkParams params) {
    String[] words = params.getBenchmark().split("\\.", -1);
    String subject = words[words.length - 2];
    String values =
        params.getParamsKeys().stream()
            .map(key -> " " + params.getParam(key))
            .collect(Collectors.joining());
    return subject.substring(0, subject.length() - SUFFIX.length())
        + "."
        + words[words.length - 1]
        + values;
  }

  /** A list of what times depend on, then the rows. */
  static String markdown(Map<String, String> description, List<Row> rows) {
    StringBuilder text = new StringBuilder();
    description.forEach((key, value) -> text.append("- %s: %s%n".formatted(key, value)));
    text.append(System.lineSeparator());
    List<String[]> cells = new ArrayList<>();
    cells.add(new String[] {"benchmark", "mean", "error", "unit"});
    for (Row row : rows) {
      cells.add(new String[] {row.name(), number(row.mean()), number(row.error()), row.unit()});
    }
    int[] widths = new int[4];
    for (String[] line : cells) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], line[column].length());
      }
    }
    for (int i = 0; i < cells.size(); i++) {
      text.append(line(cells.get(i), widths, " "));
      if (i == 0) {
        String[] rule = {
          "-".repeat(widths[0]), rule(widths[1]), rule(widths[2]), "-".repeat(widths[3])
        };
        text.append(line(rule, widths, " "));
      }
    }
    return text.toString();
  }

  private static String rule(int width) {
    return "-".repeat(width - 1) + ":";
  }

  private static String line(String[] cells, int[] widths, String blank) {
    return "| %s%s | %s%s | %s%s | %s%s |%n"
        .formatted(
            cells[0],
            blank.repeat(widths[0] - cells[0].length()),
            blank.repeat(widths[1] - cells[1].length()),
            cells[1],
            blank.repeat(widths[2] - cells[2].length()),
            cells[2],
            cells[3],
            blank.repeat(widths[3] - cells[3].length()));
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.3f", value);
  }
}
