package io.evenkeel.analysis.training;

import static io.evenkeel.analysis.DocumentedColumns.replaced;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/training.md} lists the columns as they are declared. To write its tables anew: {@code
 * mvn -pl analysis -am test -Dtest=TrainingDocumentTest -Devenkeel.write=true}.
 */
class TrainingDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "training.md");

  @Test
  void listsEveryColumnAsDeclared() throws IOException {
    String text = Files.readString(DOCUMENT);
    String expected = replaced(text, "training", TrainingTables.TRAINING.columns());
    expected = replaced(expected, "coordinates", TrainingTables.COORDINATES.columns());
    expected = replaced(expected, "lr_transfer", TrainingTables.TRANSFER.columns());
    if (Boolean.getBoolean("evenkeel.write")) {
      Files.writeString(DOCUMENT, expected);
    } else {
      assertThat(text).isEqualTo(expected);
    }
  }
}
