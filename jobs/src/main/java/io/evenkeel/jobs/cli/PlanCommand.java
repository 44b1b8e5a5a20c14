package io.evenkeel.jobs.cli;

import io.evenkeel.core.sweep.GainWarnings;
import io.evenkeel.core.sweep.Plan;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code evenkeel plan SWEEP.yaml}. */
@Command(
    name = "plan",
    description = "Say what a sweep would compute and cost. Runs nothing.",
    footer = {
      "",
      "Examples:",
      "  evenkeel plan notebook.yaml",
      "  evenkeel plan notebook.yaml depth=10,100,1000 seed=0..99999"
    })
final class PlanCommand implements Callable<Integer> {
  @Mixin private SweepArguments sweep;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Plan plan = sweep.plan();
    PlanSummary.of(plan).lines().forEach(out::println);
    out.flush();
    PrintWriter messages = spec.commandLine().getErr();
    GainWarnings.of(plan.sweep()).forEach(line -> messages.println("warning: " + line));
    messages.flush();
    return 0;
  }
}
