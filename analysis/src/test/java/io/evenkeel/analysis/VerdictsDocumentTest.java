package io.evenkeel.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.table.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/verdicts.md} lists the reports' columns as they are declared. To write its tables
 * anew: {@code mvn -pl analysis -am test -Dtest=VerdictsDocumentTest -Devenkeel.write=true}.
 */
class VerdictsDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "verdicts.md");

  @Test
  void listsEveryColumnAsDeclared() throws IOException {
    String text = Files.readString(DOCUMENT);
    String expected =
        replaced(
            replaced(text, "stability", table(StabilityColumns.ALL)),
            "theory",
            table(TheoryColumns.ALL));
    if (Boolean.getBoolean("evenkeel.write")) {
      Files.writeString(DOCUMENT, expected);
    } else {
      assertThat(text).isEqualTo(expected);
    }
  }

  @Test
  void explainsEveryVerdict() throws IOException {
    String text = Files.readString(DOCUMENT);
    for (Verdict verdict : Verdict.values()) {
      assertThat(text).contains("| `" + verdict.text());
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
    for (Column<R> column : columns) {
      table.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %s | %s | %s | %s |\n",
              column.name(),
              column.type().name().toLowerCase(Locale.ROOT),
              column.nullable() ? "yes" : "no",
              column.unit(),
              column.meaning().replace("|", "\\|")));
    }
    return table.toString();
  }
}
