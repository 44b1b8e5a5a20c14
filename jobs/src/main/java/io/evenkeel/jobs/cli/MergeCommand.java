package io.evenkeel.jobs.cli;

import io.evenkeel.jobs.run.HadoopSettings;
import io.evenkeel.jobs.run.Merge;
import io.evenkeel.jobs.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenkeel merge A B --out C}. */
@Command(
    name = "merge",
    description = {
      "Compare two run directories, or unite their published trials in a third.",
      "Says how many trials are in both and in one alone, and compares the rows of those in both."
          + " Computes nothing and starts no Spark; the two directories are only read."
    },
    footer = {
      "",
      "Examples:",
      "  evenkeel merge runs/a runs/b                   compare",
      "  evenkeel merge runs/a runs/b --out runs/both   unite; an edited sweep can go on there"
    })
final class MergeCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "A", description = "A run directory.")
  private String first;

  @Parameters(index = "1", paramLabel = "B", description = "Another one.")
  private String second;

  @Option(
      names = "--out",
      paramLabel = "C",
      description = "The directory that is to hold the trials of both, on any Hadoop file system.")
  private Optional<String> out = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter results = spec.commandLine().getOut();
    Merge merge =
        Merge.of(
            Store.at(first, HadoopSettings.current()), Store.at(second, HadoopSettings.current()));
    results.println(merge.text(first, second));
    results.flush();
    merge.requireSameRows();
    if (out.isPresent()) {
      int shards = merge.into(Store.at(out.get(), HadoopSettings.current()));
      results.println(
          "all of them are in %s; shards published now: %s".formatted(out.get(), shards));
    } else {
      results.println("those in both have the same rows");
    }
    results.flush();
    return 0;
  }
}
