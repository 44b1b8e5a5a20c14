package io.evenkeel.jobs.cli;

import io.evenkeel.core.engine.Engines;
import io.evenkeel.core.sweep.Plan;
import io.evenkeel.jobs.sweepfile.SweepFile;
import io.evenkeel.jobs.sweepfile.SweepText;
import java.util.List;
import picocli.CommandLine.Parameters;

/** A sweep file and what replaces its keys, as {@code run} and {@code plan} take them. */
final class SweepArguments {
  @Parameters(
      index = "0",
      paramLabel = "SWEEP.yaml",
      description = "The sweep file: a path, or a URI that Hadoop knows.")
  private String file;

  @Parameters(
      index = "1..*",
      paramLabel = "key=value",
      description = "Replaces a key in all grids: width=64,128 seed=0..9 init=kaiming_normal.")
  private List<String> overrides = List.of();

  /**
   * The plan they describe.
   *
   * @throws io.evenkeel.core.SpecException also if an engine that it names is not on the class path
   */
  Plan plan() {
    SweepText text = SweepText.at(file, uri -> RemoteFile.open(uri));
    Plan plan = new Plan(SweepFile.read(text, overrides));
    plan.sweep().engines().forEach(engine -> Engines.of(engine.text()));
    return plan;
  }
}
