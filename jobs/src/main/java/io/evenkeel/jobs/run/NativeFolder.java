package io.evenkeel.jobs.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The folder into which native libraries (OpenBLAS, zstd) are unpacked from their jars: it must be
 * writable and must not be mounted {@code noexec}, because the system would refuse to map the
 * libraries.
 *
 * <p>The environment variable {@value #VARIABLE} names it. By default it is {@code .javacpp/cache}
 * in the user's home, or, if that cannot be used, {@code evenkeel-natives-USER} in the temporary
 * folder, which nobody else can write to.
 */
final class NativeFolder {
  /** The environment variable that names the folder. */
  static final String VARIABLE = "EVENKEEL_CACHE";

  /** The system properties that name the folder to the loaders of OpenBLAS and zstd. */
  static final String OPENBLAS = "org.bytedeco.javacpp.cachedir";

  static final String ZSTD = "ZstdTempFolder";

  private static final Path MOUNTS = Path.of("/proc/self/mounts");

  private NativeFolder() {}

  /**
   * Sets these system properties, unless they are set already.
   *
   * @throws RunFailure if no folder can be used
   */
  static void choose() {
    choose(System.getenv(), System.getProperties(), mounts());
  }

  /**
   * @param environment of the process
   * @param properties the system properties: read and set
   * @param mounts lines as in {@code /proc/self/mounts}; empty where the system has none
   */
  static void choose(Map<String, String> environment, Properties properties, String mounts) {
    Path temporary = Path.of(properties.getProperty("java.io.tmpdir"));
    String named = environment.getOrDefault(VARIABLE, "");
    if (properties.getProperty(OPENBLAS) == null) {
      Path folder =
          named.isEmpty()
              ? byDefault(properties, temporary, mounts)
              : usable(Path.of(named).toAbsolutePath(), mounts);
      properties.setProperty(OPENBLAS, folder.toString());
    }
    boolean elsewhere = !named.isEmpty() || noExecution(temporary, mounts);
    if (properties.getProperty(ZSTD) == null && elsewhere) {
      properties.setProperty(ZSTD, properties.getProperty(OPENBLAS));
    }
  }

  private static Path byDefault(Properties properties, Path temporary, String mounts) {
    Path home = Path.of(properties.getProperty("user.home", "?"));
    Path own = temporary.resolve("evenkeel-natives-" + user(properties));
    RunFailure first = null;
    if (home.isAbsolute()) {
      try {
        return usable(home.resolve(".javacpp/cache"), mounts);
      } catch (RunFailure e) {
        first = e;
      }
    }
    try {
      return ownAlone(usable(own, mounts));
    } catch (RunFailure e) {
      if (first != null) {
        e.addSuppressed(first);
      }
      throw e;
    }
  }

  /** Advice for the case that a library could not be loaded nevertheless. */
  static String remedy() {
    return "native libraries are unpacked into %s; %s names another folder, which must be writable and not mounted noexec"
        .formatted(System.getProperty(OPENBLAS), VARIABLE);
  }

  private static RunFailure unusable(Path folder, String why, Exception cause) {
    return new RunFailure(
        "native libraries cannot be unpacked into %s: %s; set %s to a folder that is writable and not mounted noexec"
            .formatted(folder, why, VARIABLE),
        cause);
  }

  private static Path usable(Path folder, String mounts) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder.getParent());
        Files.createDirectory(folder);
        restrict(folder);
      }
    } catch (IOException e) {
      throw unusable(folder, "it cannot be made", e);
    }
    if (!Files.isWritable(folder)) {
      throw unusable(folder, "it cannot be written to", null);
    }
    if (noExecution(folder, mounts)) {
      throw unusable(folder, "it is mounted noexec", null);
    }
    return folder;
  }

  private static boolean posix(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  private static void restrict(Path folder) throws IOException {
    if (posix(folder)) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /**
   * A folder with a predictable name in the temporary folder. Only its owner may write to it, so
   * that it cannot hold libraries of others.
   */
  private static Path ownAlone(Path folder) {
    try {
      if (posix(folder)) {
        boolean others =
            Files.getPosixFilePermissions(folder).stream()
                .anyMatch(permission -> !permission.name().startsWith("OWNER_"));
        Path self = Path.of("/proc/self");
        boolean foreign =
            Files.exists(self)
                && !Files.getAttribute(folder, "unix:uid")
                    .equals(Files.getAttribute(self, "unix:uid"));
        if (others || foreign) {
          throw unusable(folder, "it is another user's, or open to others", null);
        }
      }
      return folder;
    } catch (IOException e) {
      throw unusable(folder, "its owner cannot be told", e);
    }
  }

  /** The user's name, or their number where the system has no name for it. */
  static String user(Properties properties) {
    String name = properties.getProperty("user.name", "?");
    if (!name.equals("?") && !name.isBlank()) {
      return name;
    }
    try {
      return "uid-" + Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException | UnsupportedOperationException e) {
      return "nobody";
    }
  }

  /**
   * Whether the file system of an existing folder is mounted so that libraries in it cannot be
   * mapped.
   */
  private static boolean noExecution(Path folder, String mounts) {
    Path real;
    try {
      real = folder.toRealPath();
    } catch (IOException e) {
      return false;
    }
    Path longest = Path.of("/");
    boolean refused = false;
    for (String line : mounts.lines().toList()) {
      String[] fields = line.split(" ", -1);
      // The kernel writes a space of a mount point's name as \040.
      Path mount = fields.length < 4 ? null : Path.of(fields[1].replace("\\040", " "));
      boolean closer =
          mount != null && real.startsWith(mount) && mount.getNameCount() >= longest.getNameCount();
      if (closer) {
        longest = mount;
        refused = Stream.of(fields[3].split(",", -1)).anyMatch("noexec"::equals);
      }
    }
    return refused;
  }

  private static String mounts() {
    try {
      return Files.isReadable(MOUNTS) ? Files.readString(MOUNTS, StandardCharsets.UTF_8) : "";
    } catch (IOException e) { // then a library that cannot be mapped tells
      return "";
    }
  }
}
