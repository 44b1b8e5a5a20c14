package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code evenkeel completion} prints, in the shell that it is for. */
class CompletionTest {
  @TempDir private static Path folder;

  /** Asks bash itself, as when the tabulator key is pressed; compopt works nowhere else. */
  @ParameterizedTest
  @CsvSource({
    "evenkeel ad, advise",
    "evenkeel precis, precision",
    "evenkeel advise --prec, --precision",
    "evenkeel run --mas, --master",
    "evenkeel version --js, --json"
  })
  void bashCompletesCommandsAndOptions(String typed, String completed) throws Exception {
    StringWriter script = new StringWriter();
    Evenkeel.run(new PrintWriter(script), new PrintWriter(script), "completion");
    Path file = Files.writeString(folder.resolve("completion"), script.toString());
    Process bash =
        new ProcessBuilder(
                "bash",
                "--norc",
                "-c",
                "compopt() { :; }; source \"$1\"; COMP_WORDS=($2); COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
                    + " _complete_evenkeel; echo \"${COMPREPLY[@]}\"",
                "bash",
                file.toString(),
                typed)
            .redirectErrorStream(true)
            .start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(said).isZero();
    assertThat(said.strip()).isEqualTo(completed);
  }
}
