package io.evenkeel.analysis.cells;

import io.evenkeel.analysis.files.IoReason;
import io.evenkeel.analysis.files.Location;
import io.evenkeel.analysis.files.WholeFiles;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;

/**
 * A run directory in which files are derived from its tables; they are replaced completely or not
 * at all.
 */
public final class RunFolder {
  /** Folder of the table with a row per trial. */
  public static final String TRIALS = "trials";

  /** Folder of the table with a row per trial and layer. */
  public static final String LAYERS = "layers";

  /** Folder of the table with a row per trial and step of training, where a sweep trains. */
  public static final String STEPS = "steps";

  /** Writes all of a file and closes it. */
  public interface FileWriter {
    void write(OutputFile file) throws IOException;
  }

  private final String location;
  private final Path root;
  private final Configuration configuration;
  private final FileSystem files;
  private final WholeFiles written;

  /**
   * @param runDirectory a local path or a URI of any file system that Hadoop knows
   */
  public RunFolder(String runDirectory, Configuration configuration) throws IOException {
    this.location = runDirectory;
    this.root = new Path(uri(runDirectory));
    this.configuration = new Configuration(configuration);
    // Hadoop's default for local paths keeps a .crc file beside each file.
    this.configuration.setClass("fs.file.impl", RawLocalFileSystem.class, FileSystem.class);
    this.configuration.setBoolean("fs.file.impl.disable.cache", true);
    this.files = root.getFileSystem(this.configuration);
    this.written = WholeFiles.at(runDirectory, this.configuration);
  }

  /** The directory as it was given. */
  String location() {
    return location;
  }

  /** The directory as a URI: a path without a scheme is local whatever the default file system. */
  public static String uri(String runDirectory) {
    return Location.local(runDirectory)
        .map(path -> "file:" + path.toAbsolutePath().normalize())
        .orElse(runDirectory);
  }

  /**
   * The files of a folder that have an ending, by name, with their bytes.
   *
   * @param folder relative to this one; one that is not there has no files
   */
  SortedMap<String, Long> files(String folder, String ending) throws IOException {
    SortedMap<String, Long> found = new TreeMap<>();
    Path path = new Path(root, folder);
    if (files.exists(path)) {
      for (FileStatus file : files.listStatus(path)) {
        if (file.getPath().getName().endsWith(ending)) {
          found.put(file.getPath().getName(), file.getLen());
        }
      }
    }
    return found;
  }

  /**
   * A file to be read.
   *
   * @param path relative to the folder
   * @throws IOException if there is none
   */
  InputFile input(String path) throws IOException {
    return HadoopInputFile.fromPath(new Path(root, path), configuration);
  }

  /**
   * Writes a file so that readers see the complete file or none. If the file system cannot rename
   * onto an existing file, the older file is removed just before.
   *
   * @param path relative to the folder
   * @throws IOException naming the file that cannot be written
   */
  public void replace(String path, FileWriter writer) throws IOException {
    try {
      written.replace(path, out -> writer.write(new StreamFile(out)));
    } catch (IOException e) {
      throw new IOException("cannot write " + new Path(root, path) + ": " + IoReason.of(e), e);
    }
  }
}
