package io.evenkeel.jobs.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.jobs.store.StoreException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.parquet.io.InputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShardCheckTest {
  private static final int TRIALS = 12;

  private PlannedShard planned;
  private EncodedShard shard;
  private byte[] trials;
  private byte[] layers;

  @BeforeEach
  void encode() throws IOException {
    planned = Samples.planned(3, TRIALS, 2);
    shard = Samples.encode(planned);
    trials = EncodingTest.bytes(shard.trials());
    layers = EncodingTest.bytes(shard.layers());
  }

  @Test
  void aShardAsWrittenHasNoProblem() throws IOException {
    shard.check(planned);
    assertThat(problems(planned, trials, layers)).isEmpty();
  }

  /** Every byte of the trials file once, one of its bits. */
  @Test
  void everyFlippedBitOfTheTrialsFileIsFound() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < trials.length; i++) {
      byte[] flipped = trials.clone();
      flipped[i] ^= (byte) (1 << random.nextInt(8));
      assertThat(damaged(flipped)).as("byte " + i).isTrue();
    }
  }

  @Test
  void flippedBitsOfTheLayersFileAreFoundAndNamed() throws IOException {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 100; i++) {
      byte[] flipped = layers.clone();
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      assertThat(problems(planned, trials, flipped))
          .first()
          .satisfies(p -> assertThat(p.file()).isEqualTo("layers/shard-000003.parquet"));
    }
  }

  @Test
  void everyTruncationIsFound() throws IOException {
    for (int length = 0; length < trials.length; length++) {
      assertThat(damaged(Arrays.copyOf(trials, length))).as("length " + length).isTrue();
    }
    assertThat(problems(planned, Arrays.copyOf(trials, trials.length / 2), layers))
        .extracting(Problem::text)
        .containsExactly(
            "trials/shard-000003.parquet: truncated: its last bytes are not those of a Parquet"
                + " file");
  }

  @Test
  void aLayersFileOfAnotherRunIsFound() throws IOException {
    // Whole and of the same plan, but not the file that the trials file was published with.
    byte[] other = EncodingTest.bytes(Samples.encode(Samples.planned(3, TRIALS, 3)).layers());
    assertThat(problems(planned, trials, other))
        .extracting(Problem::text)
        .containsExactly(
            "layers/shard-000003.parquet: its SHA-256 is not the one that"
                + " trials/shard-000003.parquet records");
  }

  @Test
  void anotherPlanShardOrVersionIsFound() throws IOException {
    ShardCheck check =
        new ShardCheck(Samples.planned(4, TRIALS + 1, 2), TableSchema.VERSION, "0.2.0", 2);
    check.files(
        new ShardFiles((InputFile) shard.trials(), (InputFile) shard.layers(), Optional.empty()));
    assertThat(check.problems())
        .extracting(Problem::what)
        .contains(
            "code version is 0.1.0, planned is 0.2.0",
            "stream version is 1, planned is 2",
            "shard is 3, planned is 4",
            "number of trials is 12, planned is 13");
  }

  @Test
  void missingDoubleAndForeignTrialsAreFound() throws IOException {
    ShardEncoder encoder = new ShardEncoder("0.1.0", 1, Samples.planned(3, 12, 2));
    for (long seed : new long[] {0, 1, 2, 3, 3, 5, 6, 7, 8, 9, 10, 99}) {
      encoder.add(Samples.result(Samples.trial(2, seed)));
    }
    EncodedShard wrong = encoder.finish();
    List<Problem> found =
        problems(planned, EncodingTest.bytes(wrong.trials()), EncodingTest.bytes(wrong.layers()));
    assertThat(found)
        .filteredOn(p -> p.file().equals("trials/shard-000003.parquet"))
        .extracting(Problem::what)
        .anyMatch(what -> what.endsWith(" twice"))
        .anyMatch(what -> what.endsWith(" is not of this shard"))
        .anyMatch(what -> what.endsWith(" missing") || what.startsWith("and "));
  }

  private static boolean damaged(byte[] bytes) throws IOException {
    try {
      return !SelfHash.check(file(bytes)).intact();
    } catch (StoreException e) {
      return true;
    }
  }

  private static List<Problem> problems(PlannedShard planned, byte[] trials, byte[] layers)
      throws IOException {
    ShardCheck check = new ShardCheck(planned, TableSchema.VERSION, "0.1.0", 1);
    ShardFiles files = new ShardFiles(file(trials), file(layers), Optional.empty());
    check.files(files);
    check.rows(files);
    return check.problems();
  }

  private static MemoryFile file(byte[] bytes) throws IOException {
    MemoryFile file = new MemoryFile();
    file.create(0).write(bytes);
    return file;
  }
}
