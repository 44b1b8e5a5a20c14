package io.evenkeel.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.core.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way to name a run directory leads to one that is the same from everywhere. */
class StoreLocationTest {
  @TempDir private Path given;
  private Path folder;

  @BeforeEach
  void real() throws IOException {
    folder = given.toRealPath();
  }

  @Test
  void aRelativePathIsThatOfThisProcess() throws IOException {
    Path here = Path.of("").toRealPath();
    assertThat(location("runs/notebook")).isEqualTo(here.resolve("runs/notebook").toString());
    assertThat(location("./runs/../x/")).isEqualTo(here.resolve("x").toString());
    assertThat(location("file:runs/x")).isEqualTo(here.resolve("runs/x").toString());
  }

  @Test
  void aFileUriIsItsPath() throws IOException {
    String path = folder.resolve("a b").toString();
    assertThat(location("file:" + path)).isEqualTo(path);
    assertThat(location("file://" + path)).isEqualTo(path);
    assertThat(location("file://localhost" + path)).isEqualTo(path);
    assertThat(location("file:" + path.replace(" ", "%20"))).isEqualTo(path);
    assertThat(location("file:///tmp/50%")).isEqualTo("/tmp/50%");
  }

  @Test
  void symbolicLinksAreFollowedOnce() throws IOException {
    Path real = Files.createDirectories(folder.resolve("disk/runs"));
    Files.createSymbolicLink(folder.resolve("link"), real);
    assertThat(location(folder.resolve("link").toString())).isEqualTo(real.toString());
    assertThat(location(folder.resolve("link/new/run").toString()))
        .isEqualTo(real.resolve("new/run").toString());
    assertThat(location(folder.resolve("link/../x").toString()))
        .isEqualTo(folder.resolve("disk/x").toString());
  }

  @Test
  void aUriGetsItsHost() throws IOException {
    Configuration configuration = ModelFileSystem.configuration();
    configuration.set(FileSystem.FS_DEFAULT_NAME_KEY, "model://names");
    assertThat(Store.at("model:/a/run", configuration).location()).isEqualTo("model://names/a/run");
    assertThat(Store.at("model:///a/run", configuration).location())
        .isEqualTo("model://names/a/run");
    assertThat(Store.at("model:run", configuration).location())
        .isEqualTo("model://names/user/someone/run");
    assertThat(Store.at("s3a://bucket/a/", configuration).location()).isEqualTo("s3a://bucket/a");
    assertThat(Store.at("s3a://bucket", configuration).location()).isEqualTo("s3a://bucket/");
    assertThatThrownBy(() -> Store.at("s3a:run", configuration))
        .isInstanceOf(SpecException.class)
        .hasMessage("'s3a:run' names no host or bucket; write s3a://HOST-OR-BUCKET/PATH");
  }

  @Test
  void theWholeBucketCanBeARun() throws IOException {
    Store store = Store.at("s3a://whole-bucket", ModelFileSystem.configuration());
    store.createOnce("plan.json", StoreTest.content("{}"));
    assertThat(store.list("")).containsExactly("plan.json");
  }

  @Test
  void whatIsNoLocationIsNamed() {
    assertThatThrownBy(() -> location(" ")).isInstanceOf(SpecException.class);
    assertThatThrownBy(() -> location("a\0b")).isInstanceOf(SpecException.class);
    assertThatThrownBy(() -> location("file://machine/runs/x"))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "'file://machine/runs/x' names the machine 'machine'; a local run directory is"
                + " file:///path");
    assertThatThrownBy(() -> location("nosuch://host/x"))
        .isInstanceOf(StoreException.class)
        .hasMessage("cannot open nosuch://host/x: No FileSystem for scheme \"nosuch\"");
  }

  private static String location(String text) throws IOException {
    return Store.at(text, new Configuration(false)).location();
  }
}
