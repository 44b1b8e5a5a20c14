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
 * The folder a run lives in, on whatever file system: files appear whole, once, and never change.
 *
 * <p>Paths are relative to the folder, with {@code /} between the names. Failures are {@link
 * StoreException}s that name the path.
 */
public sealed interface Store permits LocalStore, HadoopStore {
  /** Where temporaries, attempts and timings live: outside the identity contract. */
  String PRIVATE = "_evenkeel";

  /**
   * The folder as an absolute path or whole URI: a store made from it is this one, in any working
   * directory and on every machine that shares it.
   */
  String location();

  /** Whether the folder is a path of this machine, which others may not share. */
  boolean local();

  /** Names of the files in {@code folder}, sorted; empty if there is no such folder. */
  List<String> list(String folder) throws IOException;

  /** Whether the name is taken, be it by a file that cannot be read. */
  boolean exists(String path) throws IOException;

  /** Reads a file from its beginning. */
  InputStream open(String path) throws IOException;

  /** The file as parquet-java reads it; whether there is one shows when it is read. */
  InputFile input(String path);

  /**
   * Makes a file appear whole, unless it is there already.
   *
   * <p>A reader sees the whole file or none. Of several writers the first wins.
   *
   * @return true if this call made the file; false if it was there with the same bytes
   * @throws ConflictException if it was there with other bytes
   */
  boolean createOnce(String path, Content content) throws IOException;

  /** Moves a file within the folder, making the folders it needs. */
  void move(String from, String to) throws IOException;

  /** Writes a small file of the private folder, replacing what was there. */
  void note(String path, byte[] bytes) throws IOException;

  /** Removes temporary files that stopped writers have left; never one that a writer needs. */
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
