package io.evenkeel.jobs.parquet;

import io.evenkeel.jobs.store.Content;
import java.io.IOException;
import java.util.Optional;
import org.apache.parquet.io.InputFile;

/**
 * The files of a shard, complete and in memory.
 *
 * @param layers published first
 * @param steps published next, if the sweep trains
 * @param trials published last: the commit record
 * @param footer of the trials file
 */
public record EncodedShard(Content layers, Optional<Content> steps, Content trials, Footer footer) {

  /**
   * Reads the files again and compares them with the plan.
   *
   * @throws IOException if they do not hold what was planned; the message says what
   */
  public void check(PlannedShard planned) throws IOException {
    ShardCheck check =
        new ShardCheck(
            planned, footer.schemaVersion(), footer.codeVersion(), footer.streamVersion());
    ShardFiles files =
        new ShardFiles(
            (InputFile) trials, (InputFile) layers, steps.map(content -> (InputFile) content));
    check.files(files);
    check.rows(files);
    if (!check.problems().isEmpty()) {
      throw new IOException(
          "shard %s was not encoded right: %s"
              .formatted(planned.number(), check.problems().get(0).text()));
    }
  }
}
