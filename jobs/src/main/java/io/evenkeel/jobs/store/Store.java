package io.evenkeel.jobs.store;

import io.evenkeel.analysis.files.Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.io.InputFile;

/**
 * The folder of a run, on any file system: files appear complete, are created once, and never
 * change.
 *
 * <p>Paths are relative to the folder, with {@code /} between the names. Failures are {@link
 * StoreException}s that name the path.
 */
public sealed interface Store permits LocalStore, HadoopStore {
  /**
   * The folder of temporary files, attempts and timings, whose content is not the same in every
   * run.
   */
  String PRIVATE = "_evenkeel";

  /**
   * The folder as an absolute path or whole URI: a store made from it is this one, in any working
   * directory and on every machine that shares it.
   */
  String location();

  /** Whether the folder is a path of this machine, which other machines may not share. */
  boolean local();

  /** Names of the files in {@code folder}, sorted; empty if there is no such folder. */
  List<String> list(String folder) throws IOException;

  /** Whether a file of that name exists, even if it cannot be read. */
  boolean exists(String path) throws IOException;

  /** Reads a file from its beginning. */
  InputStream open(String path) throws IOException;

  /** The file as parquet-java reads it; whether it exists is found only when it is read. */
  InputFile input(String path);

  /**
   * Creates a complete file, unless it exists already.
   *
   * <p>A reader sees the complete file or none. If there are several writers, the first one creates
   * the file.
   *
   * @return true if this call made the file; false if it was there with the same bytes
   * @throws ConflictException if it was there with other bytes
   */
  boolean createOnce(String path, Content content) throws IOException;

  /** Moves a file within the folder, and creates the folders that it needs. */
  void move(String from, String to) throws IOException;

  /** Writes a small file of the private folder, and replaces an older one. */
  void note(String path, byte[] bytes) throws IOException;

  /** Removes temporary files of writers that have stopped, never one that a writer uses. */
  void sweepTemporaries() throws IOException;

  /**
   * The store at {@code location}: a local path, a {@code file:} URI, or a URI of any file system
   * that Hadoop knows.
   *
   * @throws io.evenkeel.core.SpecException if that is no location
   */
  static Store at(String location, Configuration configuration) throws IOException {
    try {
      String whole = Location.whole(location, configuration);
      Optional<Path> path = Location.local(whole);
      return path.isPresent()
          ? new LocalStore(path.get())
          : HadoopStore.at(new org.apache.hadoop.fs.Path(whole), configuration);
    } catch (IOException e) {
      throw StoreException.cannot("open", location, e);
    }
  }
}
