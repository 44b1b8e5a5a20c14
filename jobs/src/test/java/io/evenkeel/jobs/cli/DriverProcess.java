package io.evenkeel.jobs.cli;

import io.evenkeel.jobs.run.RunFailure;
import io.evenkeel.jobs.run.RunPlan;
import io.evenkeel.jobs.store.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The driver of a run, to be started in a process of its own: plan file, run directory, master. */
final class DriverProcess {
  private DriverProcess() {}

  public static void main(String[] args) throws IOException {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    RunPlan plan = RunPlan.ofText(Files.readString(Path.of(args[0])));
    int code;
    try {
      code = new SweepExecution(plan, args[1], out, err).run(Optional.of(args[2]));
    } catch (RunFailure | StoreException e) {
      err.println("evenkeel: " + e.getMessage());
      code = 1;
    }
    System.exit(code);
  }
}
