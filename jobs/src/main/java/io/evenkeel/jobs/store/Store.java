package io.evenkeel.jobs.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
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

  /** The folder, as the user would name it. */
  String location();

  /** Names of the files in {@code folder}, sorted; empty if there is no such folder. */
  List<String> list(String folder) throws IOException;

  /** Whether the file exists. */
  boolean exists(String path) throws IOException;

  /** Reads a file from its beginning. */
  InputStream open(String path) throws IOException;

  /** The file as parquet-java reads it. */
  InputFile input(String path) throws IOException;

  /**
   * Makes a file appear whole, unless it is there already.
   *
   * <p>The bytes are written beside, in {@value #PRIVATE}, made durable, and moved into place in
   * one step, so that a reader sees the whole file or none. Of several writers the first wins.
   *
   * @return true if this call made the file; false if it was there with the same bytes
   * @throws ConflictException if it was there with other bytes
   */
  boolean createOnce(String path, Content content) throws IOException;

  /** Moves a file within the folder, making the folders it needs. */
  void move(String from, String to) throws IOException;

  /** Writes a small file of the private folder, replacing what was there. */
  void note(String path, byte[] bytes) throws IOException;

  /** Removes temporaries of writers that are known to be dead. */
  void sweepTemporaries() throws IOException;

  /**
   * The store at {@code location}: a local path, a {@code file:} URI, or a URI of any file system
   * that Hadoop knows.
   */
  static Store at(String location, Configuration configuration) throws IOException {
    if (!location.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
      return new LocalStore(Path.of(location));
    }
    URI uri = URI.create(location);
    return "file".equals(uri.getScheme())
        ? new LocalStore(Path.of(uri.getPath()))
        : HadoopStore.at(new org.apache.hadoop.fs.Path(uri), configuration);
  }
}
