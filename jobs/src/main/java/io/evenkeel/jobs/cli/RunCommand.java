package io.evenkeel.jobs.cli;

import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.core.sweep.GainWarnings;
import io.evenkeel.core.sweep.Plan;
import io.evenkeel.jobs.run.RunPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evenkeel run SWEEP.yaml}. */
@Command(
    name = "run",
    description = {
      "Compute a sweep, or what is missing of it, then print the stability table.",
      "Results are Parquet files in the run directory, readable at any time. A run may be stopped"
          + " at any time: the same command resumes it."
    },
    footer = {
      "",
      "Examples:",
      "  evenkeel run notebook.yaml                          on every core of this machine",
      "  evenkeel run notebook.yaml seed=0..4 width=64,128   smaller",
      "  evenkeel run notebook.yaml --out s3a://bucket/n --master spark://host:7077"
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private SweepArguments sweep;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run directory, on any Hadoop file system; by default runs/NAME.")
  private Optional<String> out = Optional.empty();

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Spark master: local[2], spark://host:7077, yarn, k8s://...; by default all local cores.")
  private Optional<String> master = Optional.empty();

  @Mixin private ThresholdOptions thresholds;

  @Mixin private JsonOption json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Thresholds judgedBy = thresholds.thresholds();
    Plan plan = sweep.plan();
    String location = out.orElse("runs/" + plan.name());
    PrintWriter results = spec.commandLine().getOut();
    PrintWriter messages = spec.commandLine().getErr();
    GainWarnings.of(plan.sweep()).forEach(line -> messages.println("warning: " + line));
    messages.flush();
    return new SweepExecution(
            new RunPlan(plan), location, judgedBy, json.asked(), results, messages)
        .run(master);
  }
}
