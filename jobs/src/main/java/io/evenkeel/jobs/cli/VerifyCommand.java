package io.evenkeel.jobs.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.jobs.parquet.Problem;
import io.evenkeel.jobs.run.HadoopSettings;
import io.evenkeel.jobs.store.Store;
import io.evenkeel.jobs.verify.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenkeel verify DIR}. */
@Command(
    name = "verify",
    description = {
      "Check every byte and row of a run against its plan.",
      "Lists each missing, duplicate, orphan, truncated or damaged file by name, and each shard with"
          + " trials that failed for a lack of memory; exit code 1 if there is any.",
      "To repair a run, repeat its command: it moves such files to"
          + " quarantine and computes their shards again."
    },
    footer = {"", "Example:", "  evenkeel verify runs/notebook"})
final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The run directory.")
  private String location;

  @Mixin private JsonOption json;

  @Spec private CommandSpec spec;

  private String problems(int count) {
    return String.format(Locale.ROOT, "%s: %d problem%s", location, count, count == 1 ? "" : "s");
  }

  @Override
  public Integer call() throws IOException {
    Verification found = Verification.of(Store.at(location, HadoopSettings.current()));
    PrintWriter out = spec.commandLine().getOut();
    if (json.asked()) {
      out.println(Json.object(object -> write(found, object)));
    } else {
      print(found, out);
    }
    out.flush();
    return found.problems().isEmpty() ? 0 : 1;
  }

  private static void write(Verification found, JsonGenerator json) throws IOException {
    json.writeBooleanField("intact", found.problems().isEmpty());
    if (found.plan().isPresent()) {
      json.writeStringField("plan_hash", found.plan().get().planHash());
      json.writeNumberField("trials_planned", found.plan().get().trials());
      json.writeNumberField("shards_planned", found.plan().get().liveShards());
    }
    json.writeArrayFieldStart("problems");
    for (Problem problem : found.problems()) {
      json.writeStartObject();
      json.writeStringField("file", problem.file());
      json.writeStringField("what", problem.what());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void print(Verification found, PrintWriter out) {
    found.problems().forEach(problem -> out.println(problem.text()));
    out.println(
        found.problems().isEmpty()
            ? String.format(
                Locale.ROOT,
                "%s: all %d trials are there once, in %d intact shards",
                location,
                found.plan().orElseThrow().trials(),
                found.plan().orElseThrow().liveShards())
            : problems(found.problems().size()));
  }
}
