package io.evenkeel.jobs.cli;

import io.evenkeel.jobs.run.CodeVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code evenkeel version}: what {@code evenkeel --version} prints. */
@Command(name = "version", description = "Print the version.")
final class VersionCommand implements Callable<Integer> {
  @Mixin private JsonOption json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (json.asked()) {
      out.println(Json.object(object -> object.writeStringField("version", CodeVersion.current())));
    } else {
      spec.parent().commandLine().printVersionHelp(out);
    }
    out.flush();
    return 0;
  }
}
