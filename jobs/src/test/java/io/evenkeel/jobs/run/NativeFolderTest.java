package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFolderTest {
  private static final String NO_MOUNTS = "";

  @TempDir private Path folder;
  private Path home;
  private Path temporary;
  private final Properties properties = new Properties();

  @BeforeEach
  void machine() throws IOException {
    folder = folder.toRealPath();
    home = Files.createDirectory(folder.resolve("home"));
    temporary = Files.createDirectory(folder.resolve("tmp"));
    properties.setProperty("user.home", home.toString());
    properties.setProperty("user.name", "ada");
    properties.setProperty("java.io.tmpdir", temporary.toString());
  }

  @Test
  void isInTheHomeByDefault() {
    NativeFolder.choose(Map.of(), properties, NO_MOUNTS);
    assertThat(openBlas()).isEqualTo(home.resolve(".javacpp/cache")).isDirectory();
    assertThat(properties).doesNotContainKey(NativeFolder.ZSTD);
  }

  @Test
  void isWhatTheVariableNames() {
    Path named = folder.resolve("cache of mine");
    NativeFolder.choose(Map.of(NativeFolder.VARIABLE, named.toString()), properties, NO_MOUNTS);
    assertThat(openBlas()).isEqualTo(named).isDirectory();
    assertThat(properties.getProperty(NativeFolder.ZSTD)).isEqualTo(named.toString());
  }

  @Test
  void systemPropertiesTakePrecedence() {
    properties.setProperty(NativeFolder.OPENBLAS, "/somewhere");
    NativeFolder.choose(Map.of(), properties, NO_MOUNTS);
    assertThat(properties.getProperty(NativeFolder.OPENBLAS)).isEqualTo("/somewhere");
  }

  /** A user id without a name: Java gives "?" for the home and the name. */
  @Test
  void isInTheTemporaryFolderForAUserWithoutAHome() {
    assumeThat(Path.of("/proc/self")).exists();
    properties.setProperty("user.home", "?");
    properties.setProperty("user.name", "?");
    NativeFolder.choose(Map.of(), properties, NO_MOUNTS);
    assertThat(openBlas()).hasParent(temporary);
    assertThat(openBlas().getFileName().toString()).matches("evenkeel-natives-uid-\\d+");
    assertThat(Path.of("?")).doesNotExist();
  }

  @Test
  void isNotWhereLibrariesCannotBeMapped() {
    String mounts = "/dev/a / ext4 rw 0 0\n/dev/b %s ext4 rw,noexec,nosuid 0 0\n".formatted(home);
    NativeFolder.choose(Map.of(), properties, mounts);
    assertThat(openBlas()).isEqualTo(temporary.resolve("evenkeel-natives-ada"));
    assertThat(properties).doesNotContainKey(NativeFolder.ZSTD);
  }

  @Test
  void zstdDoesNotUseATemporaryFolderThatIsMountedNoexec() {
    String mounts = "/dev/a / ext4 rw 0 0\ntmpfs %s tmpfs rw,noexec 0 0\n".formatted(temporary);
    NativeFolder.choose(Map.of(), properties, mounts);
    assertThat(properties.getProperty(NativeFolder.ZSTD))
        .isEqualTo(home.resolve(".javacpp/cache").toString());
  }

  @Test
  void saysWhatToDoIfNoneServes() {
    String mounts =
        "/dev/a / ext4 rw,noexec 0 0\n/dev/b %s ext4 rw 0 0\n".formatted(folder.resolve("other"));
    assertThatThrownBy(() -> NativeFolder.choose(Map.of(), properties, mounts))
        .isInstanceOf(RunFailure.class)
        .hasMessage(
            "native libraries cannot be unpacked into %s: it is mounted noexec; set EVENKEEL_CACHE to a folder that is writable and not mounted noexec"
                .formatted(temporary.resolve("evenkeel-natives-ada")));
    Path file = home.resolve("file");
    assertThatThrownBy(
            () -> {
              Files.createFile(file);
              NativeFolder.choose(
                  Map.of(NativeFolder.VARIABLE, file + "/cache"), properties, NO_MOUNTS);
            })
        .isInstanceOf(RunFailure.class)
        .hasMessageContaining(file + "/cache: it cannot be made; set EVENKEEL_CACHE");
  }

  /** Libraries that another user could have put there must not be loaded. */
  @Test
  void isNotAFolderThatOthersCanWriteTo() throws IOException {
    Path open = Files.createDirectory(temporary.resolve("evenkeel-natives-ada"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    properties.setProperty("user.home", "?");
    assertThatThrownBy(() -> NativeFolder.choose(Map.of(), properties, NO_MOUNTS))
        .isInstanceOf(RunFailure.class)
        .hasMessageContaining("it is another user's, or open to others");
  }

  private Path openBlas() {
    return Path.of(properties.getProperty(NativeFolder.OPENBLAS));
  }
}
