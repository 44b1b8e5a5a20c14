package io.evenkeel.jobs.parquet;

import io.evenkeel.jobs.store.Content;
import java.io.IOException;
import org.apache.parquet.io.InputFile;

/**
 * A shard's two files, whole, in memory.
 *
 * @param layers published first
 * @param trials published second: the commit record
 * @param footer of the trials file
 */
public record EncodedShard(Content layers, Content trials, Footer footer) {

  /**
   * Re-opens both files and compares them with the plan.
   *
   * @throws IOException if they do not hold what was planned; the message says what
   */
  public void check(PlannedShard planned) throws IOException {
    ShardCheck check =
        new ShardCheck(
            planned, footer.schemaVersion(), footer.codeVersion(), footer.streamVersion());
    check.files((InputFile) trials, (InputFile) layers);
    check.rows((InputFile) trials, (InputFile) layers);
    if (!check.problems().isEmpty()) {
      throw new IOException(
          "shard %s was not encoded right: %s"
              .formatted(planned.number(), check.problems().get(0).text()));
    }
  }
}
