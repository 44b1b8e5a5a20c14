package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.table.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/results.md} lists the columns as they are declared. To write its tables anew: {@code
 * mvn -pl core test -Dtest=ResultsDocumentTest -Devenkeel.write=true}.
 */
class ResultsDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "results.md");

  @Test
  void listsEveryColumnAsDeclared() throws IOException {
    String text = Files.readString(DOCUMENT);
    String expected =
        replaced(
            replaced(
                replaced(text, "trials", table(TrialColumns.ALL)),
                "layers",
                table(LayerColumns.ALL)),
            "steps",
            table(StepColumns.ALL));
    if (Boolean.getBoolean("evenkeel.write")) {
      Files.writeString(DOCUMENT, expected);
    } else {
      assertThat(text).isEqualTo(expected);
    }
  }

  private static String replaced(String text, String name, String table) {
    String begin = "<!-- columns of " + name + " -->\n";
    String end = "<!-- end of " + name + " -->";
    assertThat(text).contains(begin).contains(end);
    return text.substring(0, text.indexOf(begin) + begin.length())
        + table
        + text.substring(text.indexOf(end));
  }

  private static <R> String table(List<Column<R>> columns) {
    StringBuilder table =
        new StringBuilder("| column | type | NULL | unit | meaning |\n|---|---|---|---|---|\n");
    List<Column<?>> all = new ArrayList<>(columns);
    all.add(TrialColumns.SWEEP);
    for (Column<?> column : all) {
      table.append(
          "| `%s` | %s | %s | %s | %s |%n"
              .formatted(
                  column.name(),
                  column.type().name().toLowerCase(Locale.ROOT),
                  column.nullable() ? "yes" : "no",
                  column.unit(),
                  column.meaning().replace("|", "\\|"))
              .replace("\r\n", "\n"));
    }
    return table.toString();
  }
}
