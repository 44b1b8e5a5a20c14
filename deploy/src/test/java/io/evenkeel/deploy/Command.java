package io.evenkeel.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A process to run to its end, with what it wrote and how it ended. */
final class Command {
  /** Longer than anything here takes on a machine that is busy otherwise. */
  private static final int LIMIT_SECONDS = 400;

  private final List<String> words = new ArrayList<>();
  private final Map<String, String> environment = new TreeMap<>();
  private Path folder = Path.of("").toAbsolutePath();

  private Command() {}

  /** How a process ended. */
  record Outcome(int exitCode, String out, String err) {}

  /** {@code program} on the Java of these tests, with no SPARK_HOME and no option of ours set. */
  static Command of(Path program, String... arguments) {
    Command command = new Command();
    command.words.add(program.toString());
    command.words.addAll(List.of(arguments));
    command.environment.put("JAVA_HOME", Shipped.JAVA_HOME.toString());
    command.environment.put("EVENKEEL_MEMORY", "2048");
    return command;
  }

  /** The same with an environment variable set. */
  Command with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** The same, started from another folder. */
  Command from(Path other) {
    folder = other;
    return this;
  }

  /**
   * Runs to the end.
   *
   * @throws AssertionError if there is none within {@value #LIMIT_SECONDS} seconds; it says where
   *     the Java VMs stand that this process has started
   */
  Outcome run() throws IOException, InterruptedException {
    Path out = Files.createTempFile("evenkeel-", ".out");
    Path err = Files.createTempFile("evenkeel-", ".err");
    Process process = null;
    try {
      process = start(out, err);
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw endless(out, err);
      }
      return new Outcome(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
      Files.delete(out);
      Files.delete(err);
    }
  }

  private AssertionError endless(Path out, Path err) throws IOException {
    String threads = String.join("\n", Stuck.below(ProcessHandle.current()));
    return new AssertionError(
        "no end within %s s: %s%n%s%n%s%n%s"
            .formatted(
                LIMIT_SECONDS,
                words,
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8),
                threads));
  }

  /** Starts it, without waiting for its end. */
  Process start(Path out, Path err) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    Map<String, String> inherited = builder.environment();
    List.of(
            "SPARK_HOME",
            "JAVA_HOME",
            "EVENKEEL_MEMORY",
            "EVENKEEL_JAVA_OPTS",
            "EVENKEEL_SUBMIT_OPTS")
        .forEach(inherited::remove);
    inherited.putAll(environment);
    return builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
  }
}
