package io.evenkeel.jobs.cli;

import io.evenkeel.jobs.run.HadoopSettings;
import io.evenkeel.jobs.run.RunStatus;
import io.evenkeel.jobs.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenkeel status DIR}. */
@Command(
    name = "status",
    description = {
      "Say how far a run is: trials planned, done, and how they ended.",
      "Reads footers, and the rows of shards with failed trials. Starts"
          + " no Spark, and may be called while a run writes."
    },
    footer = {"", "Example:", "  evenkeel status runs/notebook"})
final class StatusCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The run directory.")
  private String location;

  @Mixin private JsonOption json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    RunStatus status = RunStatus.read(Store.at(location, HadoopSettings.current()));
    PrintWriter out = spec.commandLine().getOut();
    if (json.asked()) {
      out.println(Json.object(object -> StatusText.write(status, object)));
    } else {
      StatusText.lines(status, location).forEach(out::println);
    }
    out.flush();
    return 0;
  }
}
