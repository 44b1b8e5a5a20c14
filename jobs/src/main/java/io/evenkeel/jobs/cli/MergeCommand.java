package io.evenkeel.jobs.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.jobs.run.HadoopSettings;
import io.evenkeel.jobs.run.Merge;
import io.evenkeel.jobs.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private JsonOption json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter results = spec.commandLine().getOut();
    Merge merge =
        Merge.of(
            Store.at(first, HadoopSettings.current()), Store.at(second, HadoopSettings.current()));
    if (!json.asked()) {
      results.println(merge.text(first, second));
      results.flush();
    }
    merge.requireSameRows();
    OptionalInt shards =
        out.isPresent()
            ? OptionalInt.of(merge.into(Store.at(out.get(), HadoopSettings.current())))
            : OptionalInt.empty();
    if (json.asked()) {
      results.println(Json.object(object -> write(merge, shards, object)));
    } else if (shards.isPresent()) {
      results.println(
          "all of them are in %s; shards published now: %s"
              .formatted(out.get(), shards.getAsInt()));
    } else {
      results.println("those in both have the same rows");
    }
    results.flush();
    return 0;
  }

  private static void write(Merge merge, OptionalInt shards, JsonGenerator json)
      throws IOException {
    json.writeNumberField("trials_in_both", merge.inBoth());
    json.writeNumberField("trials_only_in_first", merge.onlyInFirst());
    json.writeNumberField("trials_only_in_second", merge.onlyInSecond());
    json.writeBooleanField("same_rows", true); // others end with an error
    if (shards.isPresent()) {
      json.writeNumberField("shards_published", shards.getAsInt());
    }
  }
}
