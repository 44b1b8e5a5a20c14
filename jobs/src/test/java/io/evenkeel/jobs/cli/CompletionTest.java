package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
    String said =
        said(
            "bash",
            "--norc",
            "-c",
            "compopt() { :; }; source \"$1\"; COMP_WORDS=($2); COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
                + " _complete_evenkeel; echo \"${COMPREPLY[@]}\"",
            "bash",
            script().toString(),
            typed);
    assertThat(said.strip()).isEqualTo(completed);
  }

  /** zsh picks from the candidates itself those that begin with what was typed. */
  @ParameterizedTest
  @CsvSource({
    "evenkeel ad, advise",
    "evenkeel precis, precision",
    "evenkeel advise --prec, --precision",
    "evenkeel run --mas, --master",
    "evenkeel version --js, --json"
  })
  void zshCompletesCommandsAndOptions(String typed, String completed) throws Exception {
    assumeTrue(isThere("zsh"), "this machine has no zsh");
    String said =
        said(
            "zsh",
            "-f",
            "-c",
            "autoload -U compinit bashcompinit; compinit -u -D; bashcompinit; source \"$1\";"
                + " [[ -n ${_comps[evenkeel]} ]] || exit 9; unalias compopt; compopt() { :; };"
                + " COMP_WORDS=(${=2}); COMP_CWORD=$(( ${#COMP_WORDS} - 1 ));"
                + " compgen -F _complete_evenkeel -- ${COMP_WORDS[-1]}",
            "zsh",
            script().toString(),
            typed);
    String last = typed.substring(typed.lastIndexOf(' ') + 1);
    assertThat(said.lines().filter(line -> line.startsWith(last))).containsExactly(completed);
  }

  private static Path script() throws IOException {
    StringWriter script = new StringWriter();
    Evenkeel.run(new PrintWriter(script), new PrintWriter(script), "completion");
    return Files.writeString(folder.resolve("completion"), script.toString());
  }

  private static boolean isThere(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  /** What a program says that must succeed. */
  private static String said(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
