package io.evenkeel.analysis;

import static io.evenkeel.analysis.DocumentedColumns.replaced;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.scheme.SchemeTable;
import io.evenkeel.analysis.stability.StabilityColumns;
import io.evenkeel.analysis.theory.TheoryColumns;
import io.evenkeel.analysis.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
            replaced(
                replaced(text, "stability", StabilityColumns.ALL), "theory", TheoryColumns.ALL),
            "schemes",
            SchemeTable.FILES.columns());
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
}
