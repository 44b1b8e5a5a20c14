package io.evenkeel.jobs.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Help for programs: what a command does and takes. */
final class HelpJson {
  private HelpJson() {}

  /** Fields of the object that is open. */
  static void write(CommandSpec command, JsonGenerator json) throws IOException {
    json.writeStringField("command", command.qualifiedName());
    json.writeStringField("description", description(command));
    Json.rows(
        "arguments", command.positionalParameters().stream().map(HelpJson::row).toList(), json);
    Json.rows("options", command.options().stream().map(HelpJson::option).toList(), json);
    Json.rows(
        "commands", command.subcommands().values().stream().map(HelpJson::command).toList(), json);
  }

  private static Map<String, Object> row(ArgSpec argument) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("value", argument.arity().max() == 0 ? null : argument.paramLabel());
    // Of options that exclude each other none is required by itself.
    row.put("required", argument.required() && argument.group() == null);
    row.put("description", String.join(" ", argument.description()));
    return row;
  }

  private static Map<String, Object> option(OptionSpec option) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", option.longestName());
    String others =
        String.join(
            ", ",
            Arrays.stream(option.names())
                .filter(name -> !name.equals(option.longestName()))
                .toList());
    row.put("also", others.isEmpty() ? null : others);
    row.putAll(row(option));
    return row;
  }

  private static Map<String, Object> command(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    return Map.of("name", spec.name(), "description", description(spec));
  }

  private static String description(CommandSpec command) {
    return String.join(" ", List.of(command.usageMessage().description()));
  }
}
