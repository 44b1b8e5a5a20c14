package io.evenkeel.jobs.sweepfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.core.SpecException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTextTest {
  private static final String YAML =
      """
      name: x # é
      grids:
        - {depth: 2, width: 4, activation: relu, init: kaiming_normal, seed: 0}
      """;

  @TempDir Path folder;

  private static SweepText at(String location) {
    return SweepText.at(
        location,
        uri -> {
          org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(uri);
          return path.getFileSystem(new Configuration(false)).open(path);
        });
  }

  private static String data(String header, byte[] bytes) {
    return "data:" + header + ";base64," + Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void aPathAUriAndTextSayTheSame() throws IOException {
    Path file = Files.writeString(folder.resolve("a sweep.yaml"), YAML);
    Path here = Path.of("").toAbsolutePath();
    assertThat(at(file.toString())).isEqualTo(new SweepText(YAML, "a sweep.yaml", folder));
    assertThat(at("file://" + file)).isEqualTo(new SweepText(YAML, "a sweep.yaml", here));
    byte[] bytes = YAML.getBytes(StandardCharsets.UTF_8);
    assertThat(at(data("application/yaml;name=s.yaml", bytes)))
        .isEqualTo(new SweepText(YAML, "s.yaml", here));
    assertThat(at(data("", bytes))).isEqualTo(new SweepText(YAML, "the sweep", here));
    assertThat(SweepFile.read(at(data("", bytes)), List.of("seed=1")).name()).isEqualTo("x");
  }

  @Test
  void whatCannotBeReadIsNamed() {
    refused("none.yaml", "there is no file none.yaml");
    refused(folder.toString(), "cannot read %s: it is a folder".formatted(folder));
    refused("file://" + folder + "/none.yaml", "there is no file file://" + folder + "/none.yaml");
    refused("nosuch://host/s.yaml", "cannot read nosuch://host/s.yaml: ");
    refused("data:text/plain,name: x", "a data: URI must be data:application/yaml;base64,");
    refused("data:;base64,%%%", "a data: URI must be data:application/yaml;base64,");
    refused(data("", new byte[] {(byte) 0xff}), "the sweep is not UTF-8 text");
    refused(data("", new byte[(1 << 20) + 1]), "the sweep is longer than 1 MiB");
    refused("\0", "'\0' is not a path");
  }

  private static void refused(String location, String message) {
    assertThatThrownBy(() -> at(location))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith(message);
  }
}
