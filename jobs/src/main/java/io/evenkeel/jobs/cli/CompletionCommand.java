package io.evenkeel.jobs.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
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
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(AutoComplete.bash("evenkeel", spec.parent().commandLine()));
    out.flush();
    return 0;
  }
}
