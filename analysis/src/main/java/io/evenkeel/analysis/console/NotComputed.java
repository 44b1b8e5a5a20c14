package io.evenkeel.analysis.console;

import io.evenkeel.analysis.stability.StabilityReport;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.text.ShortTexts;
import io.evenkeel.analysis.text.Wrapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The reasons why trials were refused or failed, for a person to read. */
final class NotComputed {
  private static final int REASONS = 10;

  private NotComputed() {}

  /** A line per reason, at most {@code width} long. */
  static List<String> lines(List<StabilityRow> rows, int width) {
    Map<String, long[]> trialsAndCells = new LinkedHashMap<>();
    for (StabilityRow row : rows) {
      row.summary()
          .reason()
          .ifPresent(
              reason -> {
                long[] counts = trialsAndCells.computeIfAbsent(reason, key -> new long[2]);
                counts[0] += row.summary().invalid() + row.summary().failed();
                counts[1]++;
              });
    }
    List<String> lines = new ArrayList<>();
    trialsAndCells.entrySet().stream()
        .limit(REASONS)
        .forEach(
            entry ->
                lines.add(
                    ShortTexts.cut(
                        String.format(
                            Locale.ROOT,
                            "not computed: %s in %s: %s",
                            ShortTexts.counted(entry.getValue()[0], "trial"),
                            ShortTexts.counted(entry.getValue()[1], "cell"),
                            entry.getKey().replaceAll("\\s+", " ")),
                        width)));
    if (trialsAndCells.size() > REASONS) {
      lines.addAll(
          Wrapping.lines(
              String.format(
                  Locale.ROOT,
                  "not computed: %,d more reasons in %s",
                  trialsAndCells.size() - REASONS,
                  StabilityReport.CSV),
              width));
    }
    return lines;
  }
}
