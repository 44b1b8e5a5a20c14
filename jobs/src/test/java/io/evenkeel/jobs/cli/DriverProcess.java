package io.evenkeel.jobs.cli;

import io.evenkeel.jobs.run.RunPlan;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

final class DriverProcess {
  private DriverProcess() {}

  public static void main(String[] args) throws IOException {
    int code =
        new SweepExecution(
                RunPlan.ofText(Files.readString(Path.of(args[0]))),
                args[1],
                new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true),
                new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true))
            .run(Optional.of(args[2]));
    System.exit(code);
  }
}
