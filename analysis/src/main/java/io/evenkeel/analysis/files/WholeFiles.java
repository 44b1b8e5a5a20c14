package io.evenkeel.analysis.files;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes files of a run directory so that readers see the complete file or none. Paths are relative
 * to the directory, with {@code /} between names.
 *
 * <p>A name of a temporary file never repeats: it holds a random UUID. A writer whose temporary
 * file disappears writes it once more, so that removing one never costs a result.
 */
public sealed interface WholeFiles permits LocalFiles, RenamedFiles, StoredObjects {
  /** Folder of temporary files. */
  String TEMPORARIES = "_evenkeel/tmp";

  /** How often a writer tries when its temporary file disappears. */
  int TRIES = 3;

  /** The age from which a temporary file counts as left over, if nothing else shows that it is. */
  long LEFTOVER_MILLIS = 3_600_000;

  /**
   * Schemes of those Hadoop file systems where a file appears when it is closed and a rename copies
   * it.
   */
  Set<String> OBJECT_STORES =
      Set.of(
          "s3", "s3a", "s3n", "gs", "wasb", "wasbs", "oss", "cos", "cosn", "obs", "swift", "tos",
          "ks3", "bos");

  /**
   * Makes a file unless there is one.
   *
   * @return whether this call made it; false if the name was taken, whatever is in that file
   */
  boolean create(String path, Source source) throws IOException;

  /** Creates a file, or replaces the existing one. */
  void replace(String path, Source source) throws IOException;

  /** Removes temporary files that stopped writers have left. */
  void sweep() throws IOException;

  /**
   * The files of a run directory.
   *
   * @param location as {@link Location#whole} gives it
   * @throws IOException if its file system cannot be reached
   */
  static WholeFiles at(String location, Configuration configuration) throws IOException {
    Optional<java.nio.file.Path> local = Location.local(location);
    if (local.isPresent()) {
      return new LocalFiles(local.get());
    }
    Path root = new Path(location);
    return of(root.getFileSystem(configuration), root);
  }

  /** The files of a folder of a Hadoop file system. */
  static WholeFiles of(FileSystem files, Path root) {
    URI uri = root.toUri();
    return uri.getScheme() != null && OBJECT_STORES.contains(uri.getScheme())
        ? new StoredObjects(files, root)
        : new RenamedFiles(files, root);
  }

  /** A new name in {@link #TEMPORARIES}, which is never used again. */
  static String temporary(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return TEMPORARIES + "/" + name + "." + UUID.randomUUID() + ".tmp";
  }

  /** Whether the name of a file in {@link #TEMPORARIES} is that of a temporary file. */
  static boolean isTemporary(String name) {
    return name.endsWith(".tmp");
  }
}
