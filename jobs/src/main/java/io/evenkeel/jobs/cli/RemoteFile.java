package io.evenkeel.jobs.cli;

import io.evenkeel.jobs.run.HadoopSettings;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.Path;

/** A file of any file system that Hadoop knows. Whoever names no such file never loads Hadoop. */
final class RemoteFile {
  private RemoteFile() {}

  /** Opens the file that a URI names. */
  static InputStream open(String uri) throws IOException {
    try {
      Path path = new Path(uri);
      return path.getFileSystem(HadoopSettings.current()).open(path);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
