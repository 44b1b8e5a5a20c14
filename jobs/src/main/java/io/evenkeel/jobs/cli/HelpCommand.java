package io.evenkeel.jobs.cli;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.Suggestions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenkeel help COMMAND}: what {@code evenkeel COMMAND --help} prints. */
@Command(name = "help", description = "Show the help of a command, or the list of all commands.")
final class HelpCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "A command.")
  private Optional<String> name = Optional.empty();

  @Mixin private JsonOption json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    CommandLine asked = command();
    if (json.asked()) {
      out.println(Json.object(object -> HelpJson.write(asked.getCommandSpec(), object)));
    } else {
      asked.usage(out);
    }
    out.flush();
    return 0;
  }

  private CommandLine command() {
    CommandLine all = spec.parent().commandLine();
    if (name.isEmpty()) {
      return all;
    }
    Map<String, CommandLine> commands = all.getSubcommands();
    if (!commands.containsKey(name.get())) {
      throw new SpecException(
          "unknown command '%s'%s; known: %s"
              .formatted(
                  name.get(),
                  Suggestions.didYouMean(name.get(), commands.keySet()),
                  String.join(", ", commands.keySet())));
    }
    return commands.get(name.get());
  }
}
