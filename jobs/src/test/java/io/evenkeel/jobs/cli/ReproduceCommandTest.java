package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evenkeel reproduce} in another process, through Spark and Parquet. */
class ReproduceCommandTest {
  private static final String HEADER = "claim +source +published +measured +SE +z +limit +agrees";

  @TempDir private Path folder;

  @Test
  void rightNumbersAgreeAndAWrongOneIsNamed() throws Exception {
    CommandProcess.Outcome right = reproducing("right");
    assertThat(right.exitCode()).as("%s", right.err()).isZero();
    List<String> lines = right.out();
    assertThat(lines.get(0)).matches(HEADER);
    assertThat(lines.get(1)).matches("identity: change of signal +exact +0 +0 +exact +- +- +yes");
    assertThat(lines.get(2)).startsWith("identity: ln std").endsWith("yes");
    assertThat(lines.get(lines.size() - 1)).isEqualTo("all 2 results agree");
    Path shard = folder.resolve("run/trials/shard-000000.parquet");
    FileTime published = FileTime.from(Instant.EPOCH);
    Files.setLastModifiedTime(shard, published);
    CommandProcess.Outcome wrong = reproducing("wrong", "--json");
    assertThat(wrong.exitCode()).isEqualTo(ReproduceConclusion.DISAGREES);
    assertThat(Files.getLastModifiedTime(shard)).isEqualTo(published);
    List<String> err = wrong.err();
    assertThat(err.get(0)).endsWith("nothing to compute");
    assertThat(err).contains("evenkeel: 1 of 2 results disagree: identity: ln std");
    JsonNode json = new ObjectMapper().readTree(String.join("\n", wrong.out()));
    assertThat(json.get("agrees").booleanValue()).isFalse();
    assertThat(json.get("comparisons").intValue()).isEqualTo(1);
    assertThat(json.get("results")).hasSize(2);
    assertThat(json.get("results").get(0).get("agrees").booleanValue()).isTrue();
    JsonNode disagreeing = json.get("results").get(1);
    assertThat(disagreeing.get("agrees").booleanValue()).isFalse();
    assertThat(disagreeing.get("published").doubleValue()).isEqualTo(9);
    assertThat(disagreeing.get("z").doubleValue())
        .isLessThan(-disagreeing.get("limit").doubleValue());
  }

  /** All that is built in. */
  @Test
  @Tag("long")
  void publishedResultsAgree() throws Exception {
    List<String> arguments =
        List.of("reproduce", "--out", folder.resolve("run").toString(), "--master", "local[2]");
    List<String> flags = List.of("-Xmx2g", "-XX:TieredStopAtLevel=4");
    try (Driver driver = Driver.start(Evenkeel.class, flags, arguments)) {
      assertThat(driver.exitCode()).as("%s", driver.err()).isZero();
      List<String> lines = driver.out();
      assertThat(lines.get(0)).matches(HEADER);
      int rows = lines.indexOf("") - 1;
      assertThat(lines.subList(1, 1 + rows))
          .hasSizeGreaterThan(50)
          .allMatch(l -> l.endsWith("yes"));
      assertThat(lines.get(lines.size() - 1)).isEqualTo("all %s results agree".formatted(rows));
    }
  }

  private CommandProcess.Outcome reproducing(String how, String... more) {
    List<String> words = new ArrayList<>(List.of(how));
    words.addAll(List.of("--out", folder.resolve("run").toString(), "--master", "local[2]"));
    words.addAll(List.of(more));
    return CommandProcess.run(SmallReproducing.class, words.toArray(String[]::new));
  }
}
