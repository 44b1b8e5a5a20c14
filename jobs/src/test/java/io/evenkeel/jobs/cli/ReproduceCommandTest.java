package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.jobs.reproduce.Reproduction;
import io.evenkeel.jobs.reproduce.SmallReproduction;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code evenkeel reproduce} in this process, through Spark and Parquet. */
class ReproduceCommandTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void rightNumbersAgree() {
    assertThat(run(SmallReproduction.right())).as("%s%s", out, err).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.get(0)).matches("claim +source +published +measured +SE +z +limit +agrees");
    assertThat(lines.get(1)).matches("identity: change of signal +exact +0 +0 +exact +- +- +yes");
    assertThat(lines.get(2)).startsWith("identity: ln std").endsWith("yes");
    assertThat(lines.get(lines.size() - 1)).isEqualTo("all 2 results agree");
  }

  @Test
  void aWrongNumberDisagreesAndIsNamed() {
    assertThat(run(SmallReproduction.wrong())).isEqualTo(ReproduceCommand.DISAGREES);
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.get(1)).endsWith("yes");
    assertThat(lines.get(2)).startsWith("identity: ln std").endsWith("NO");
    String closing = "1 of 2 results disagree: identity: ln std";
    assertThat(lines.get(lines.size() - 1)).isEqualTo(closing);
    assertThat(err.toString()).endsWith("evenkeel: " + closing + System.lineSeparator());
  }

  @Test
  void aSecondRunComputesNothingAndProgramsGetJson() throws Exception {
    assertThat(run(SmallReproduction.right())).isZero();
    Path shard = folder.resolve("run/trials/shard-000000.parquet");
    FileTime published = FileTime.from(Instant.EPOCH);
    Files.setLastModifiedTime(shard, published);
    out.getBuffer().setLength(0);
    assertThat(run(SmallReproduction.wrong(), "--json")).isEqualTo(ReproduceCommand.DISAGREES);
    assertThat(Files.getLastModifiedTime(shard)).isEqualTo(published);
    assertThat(err.toString()).contains("nothing to compute");
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.get("agrees").booleanValue()).isFalse();
    assertThat(json.get("comparisons").intValue()).isEqualTo(1);
    assertThat(json.get("results")).hasSize(2);
    assertThat(json.get("results").get(0).get("agrees").booleanValue()).isTrue();
    assertThat(json.get("results").get(1).get("published").doubleValue()).isEqualTo(9);
    assertThat(json.get("results").get(1).get("z").doubleValue()).isLessThan(-10);
  }

  private int run(Reproduction reproduction, String... more) {
    CommandLine command =
        new CommandLine(new ReproduceCommand(reproduction))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    List<String> args = new java.util.ArrayList<>(List.of(more));
    args.addAll(List.of("--out", folder.resolve("run").toString(), "--master", "local[2]"));
    return command.execute(args.toArray(String[]::new));
  }
}
