package io.evenkeel.jobs.cli;

import io.evenkeel.core.sweep.GainWarnings;
import io.evenkeel.core.sweep.Plan;
import io.evenkeel.jobs.run.Growth;
import io.evenkeel.jobs.run.HadoopSettings;
import io.evenkeel.jobs.run.PlanFiles;
import io.evenkeel.jobs.run.RunPlan;
import io.evenkeel.jobs.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evenkeel plan SWEEP.yaml}. */
@Command(
    name = "plan",
    description = "Say what a sweep would compute and cost. Runs nothing.",
    footer = {
      "",
      "Examples:",
      "  evenkeel plan notebook.yaml",
      "  evenkeel plan notebook.yaml depth=10,100,1000 seed=0..99999",
      "  evenkeel plan notebook.yaml seed=0..99 --against runs/notebook   what a run there would add"
    })
final class PlanCommand implements Callable<Integer> {
  @Mixin private SweepArguments sweep;

  @Option(
      names = "--against",
      paramLabel = "DIR",
      description =
          "A run directory: say how many trials a run there would reuse and add, and how many there"
              + " are no longer asked for.")
  private Optional<String> against = Optional.empty();

  @Mixin private JsonOption json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Plan plan = sweep.plan();
    Optional<Growth> growth = Optional.empty();
    if (against.isPresent()) {
      Store store = Store.at(against.get(), HadoopSettings.current());
      growth = Optional.of(PlanFiles.growth(new RunPlan(plan), store));
    }
    PlanSummary summary = PlanSummary.of(plan);
    List<String> warnings = GainWarnings.of(plan.sweep());
    if (json.asked()) {
      out.println(document(summary, growth, warnings));
    } else {
      summary.lines().forEach(out::println);
      growth.ifPresent(found -> out.println(found.text(against.orElseThrow())));
    }
    out.flush();
    PrintWriter messages = spec.commandLine().getErr();
    warnings.forEach(line -> messages.println("warning: " + line));
    messages.flush();
    return 0;
  }

  private static String document(
      PlanSummary summary, Optional<Growth> growth, List<String> warnings) throws IOException {
    return Json.object(
        object -> {
          summary.write(object);
          if (growth.isPresent()) {
            object.writeObjectFieldStart("against");
            object.writeNumberField("reused", growth.get().reused());
            object.writeNumberField("added", growth.get().added());
            object.writeNumberField("no_longer_asked_for", growth.get().unasked());
            object.writeNumberField("given_up", growth.get().givenUp());
            object.writeEndObject();
          }
          Json.strings(object, "warnings", warnings);
        });
  }
}
