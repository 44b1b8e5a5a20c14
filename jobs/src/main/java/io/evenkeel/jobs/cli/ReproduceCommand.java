package io.evenkeel.jobs.cli;

import io.evenkeel.jobs.reproduce.Reproduction;
import io.evenkeel.jobs.run.RunPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evenkeel reproduce}. */
@Command(
    name = "reproduce",
    description = {
      "Run published results again and say whether they agree: number by number, published,"
          + " measured, standard error, z.",
      "Runs a built-in sweep through Spark into Parquet, like any other"
          + " sweep. The run directory is kept: it can be queried, and a second"
          + " run computes nothing.",
      "The exit code is 0 only if all agree. By chance alone a result"
          + " disagrees in 1 of 100 such tables."
    },
    footer = {
      "",
      "Examples:",
      "  evenkeel reproduce                          about 90 seconds on two cores",
      "  evenkeel reproduce --json > results.json    for programs"
    })
final class ReproduceCommand implements Callable<Integer> {
  private final Supplier<Reproduction> results;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "runs/reproduce",
      description = "The run directory, on any Hadoop file system; by default ${DEFAULT-VALUE}.")
  private String location;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Spark master: local[2], spark://host:7077, yarn, k8s://...; by default all local cores.")
  private Optional<String> master = Optional.empty();

  @Mixin private JsonOption json;

  @Spec private CommandSpec spec;

  ReproduceCommand() {
    this(Reproduction::builtIn);
  }

  /**
   * Takes results.
   *
   * @param results asked when they are to be reproduced: other commands do without
   */
  ReproduceCommand(Supplier<Reproduction> results) {
    this.results = results;
  }

  @Override
  public Integer call() throws IOException {
    Reproduction reproduction = results.get();
    RunPlan plan = new RunPlan(reproduction.plan());
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    return new SweepExecution(
            plan, location, err, new ReproduceConclusion(reproduction, json.asked(), out, err))
        .run(master);
  }
}
