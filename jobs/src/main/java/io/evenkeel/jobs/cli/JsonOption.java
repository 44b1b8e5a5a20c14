package io.evenkeel.jobs.cli;

import picocli.CommandLine.Option;

/** {@code --json}, of every command that prints results. */
final class JsonOption {
  @Option(
      names = "--json",
      description =
          "Print one JSON document for programs; NaN and Infinity are strings there. Messages stay"
              + " on stderr.")
  private boolean json;

  /** Whether it was given. */
  boolean asked() {
    return json;
  }
}
