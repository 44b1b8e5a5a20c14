package io.evenkeel.jobs.parquet;

import io.evenkeel.jobs.store.Fingerprint;
import java.io.IOException;

/** Encodes the sample shard in a process of its own and prints the hashes of both files. */
final class EncodingProcess {
  private EncodingProcess() {}

  public static void main(String[] args) throws IOException {
    System.out.println(hashes());
  }

  static String hashes() throws IOException {
    EncodedShard shard = Samples.encode(Samples.planned(7, 40, 3));
    return Fingerprint.of(shard.trials()) + " " + Fingerprint.of(shard.layers());
  }
}
