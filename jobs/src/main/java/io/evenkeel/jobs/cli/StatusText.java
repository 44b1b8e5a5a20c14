package io.evenkeel.jobs.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.core.sweep.TrialStatus;
import io.evenkeel.jobs.parquet.LackOfMemory;
import io.evenkeel.jobs.run.RunStatus;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A run's status for a person to read. */
final class StatusText {
  private static final int SHOWN_AT_MOST = 5;

  private StatusText() {}

  /** {@code 120 of 150 trials done (80.0 %): 90 ok, 30 nonfinite, 0 invalid, 0 failed}. */
  static String line(RunStatus status) {
    long planned = status.planned();
    // Rounded down: 100.0 % means all.
    double percent = planned == 0 ? 100 : Math.floor(1000.0 * status.done() / planned) / 10;
    String ends =
        Arrays.stream(TrialStatus.values())
            .map(end -> status.ended(end) + " " + end.text())
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT, "%d of %d trials done (%.1f %%): %s", status.done(), planned, percent, ends);
  }

  /** Fields of the object that is open. */
  static void write(RunStatus status, JsonGenerator json) throws IOException {
    json.writeStringField("name", status.plan().name());
    json.writeStringField("plan_hash", status.plan().planHash());
    json.writeBooleanField("complete", status.complete());
    json.writeNumberField("trials_planned", status.planned());
    json.writeNumberField("trials_done", status.done());
    json.writeObjectFieldStart("ended");
    for (TrialStatus end : TrialStatus.values()) {
      json.writeNumberField(end.text(), status.ended(end));
    }
    json.writeEndObject();
    json.writeNumberField("failed_for_lack_of_memory", status.lackOfMemory());
    json.writeNumberField("shards_planned", status.plan().liveShards());
    json.writeNumberField("shards_done", status.shardsDone());
    Json.strings(json, "kernels", status.kernels());
    Json.strings(json, "unreadable", status.unreadable());
  }

  /** The line above, with the run's name, its shards and what cannot be read. */
  static List<String> lines(RunStatus status, String location) {
    List<String> lines = new java.util.ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s in %s, plan %s",
            status.plan().name(),
            location,
            status.plan().planHash().substring(0, 12)));
    lines.add(line(status));
    lines.add(
        String.format(
            Locale.ROOT,
            "%d of %d shards published",
            status.shardsDone(),
            status.plan().liveShards()));
    if (status.lackOfMemory() > 0) {
      lines.add(
          LackOfMemory.text(status.lackOfMemory(), "the failed trials")
              + "; repeat the run to compute them again");
    }
    if (!status.kernels().isEmpty()) {
      lines.add("computed with kernels: " + String.join(", ", status.kernels()));
    }
    List<String> unreadable = status.unreadable();
    unreadable.stream()
        .limit(SHOWN_AT_MOST)
        .forEach(
            file ->
                lines.add(
                    file + " is damaged or not of this plan: see evenkeel verify " + location));
    if (unreadable.size() > SHOWN_AT_MOST) {
      lines.add("and " + (unreadable.size() - SHOWN_AT_MOST) + " more such files");
    }
    return lines;
  }
}
