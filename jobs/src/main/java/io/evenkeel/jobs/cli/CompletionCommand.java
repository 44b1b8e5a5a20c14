package io.evenkeel.jobs.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code evenkeel completion}. */
@Command(
    name = "completion",
    description = "Print a script that completes commands and options in bash and zsh.",
    footer = {
      "",
      "Examples:",
      "  source <(evenkeel completion)                                         this shell",
      "  evenkeel completion > ~/.local/share/bash-completion/completions/evenkeel    every bash"
    })
final class CompletionCommand implements Callable<Integer> {
  @Mixin private JsonOption json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    String script = AutoComplete.bash("evenkeel", spec.parent().commandLine());
    if (json.asked()) {
      out.println(
          Json.object(
              object -> {
                Json.strings(object, "shells", List.of("bash", "zsh"));
                object.writeStringField("script", script);
              }));
    } else {
      out.print(script);
    }
    out.flush();
    return 0;
  }
}
