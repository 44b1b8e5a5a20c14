package io.evenkeel.jobs.store;

import io.evenkeel.analysis.files.RenamedFiles;
import io.evenkeel.analysis.files.StoredObjects;
import io.evenkeel.analysis.files.WholeFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A run's folder on any file system that Hadoop knows. {@link RenamedFiles} and {@link
 * StoredObjects} create its files.
 *
 * <p>On a store that cannot check and write in one step, two writers that pass the check at the
 * same instant write the same bytes, since a shard's bytes are a function of the plan alone.
 */
final class HadoopStore implements Store {
  private final FileSystem files;
  private final Path root;
  private final WholeFiles written;

  /**
   * @param files the file system of {@code root}
   * @param root the run's folder; made when first written to
   * @param written how its files appear
   */
  HadoopStore(FileSystem files, Path root, WholeFiles written) {
    this.files = files;
    this.root = root;
    this.written = written;
  }

  static HadoopStore at(Path root, Configuration configuration) throws IOException {
    FileSystem files = root.getFileSystem(configuration);
    return new HadoopStore(files, root, WholeFiles.of(files, root));
  }

  @Override
  public String location() {
    return root.toString();
  }

  @Override
  public boolean local() {
    return false;
  }

  @Override
  public List<String> list(String folder) throws IOException {
    Path directory = folder.isEmpty() ? root : new Path(root, folder);
    List<String> names = new ArrayList<>();
    try {
      for (FileStatus status : files.listStatus(directory)) {
        names.add(status.getPath().getName());
      }
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw StoreException.cannot("list", directory, e);
    }
    Collections.sort(names);
    return names;
  }

  @Override
  public boolean exists(String path) throws IOException {
    try {
      return files.exists(new Path(root, path));
    } catch (IOException e) {
      throw StoreException.cannot("look for", new Path(root, path), e);
    }
  }

  @Override
  public InputStream open(String path) throws IOException {
    try {
      return files.open(new Path(root, path));
    } catch (IOException e) {
      throw StoreException.cannot("read", new Path(root, path), e);
    }
  }

  @Override
  public InputFile input(String path) {
    Path file = new Path(root, path);
    return new InputFile() {
      @Override
      public long getLength() throws IOException {
        return found().getLength();
      }

      @Override
      public SeekableInputStream newStream() throws IOException {
        HadoopInputFile input = found();
        try {
          return input.newStream();
        } catch (IOException e) {
          throw StoreException.cannot("read", file, e);
        }
      }

      private HadoopInputFile found() throws IOException {
        try {
          return HadoopInputFile.fromStatus(files.getFileStatus(file), files.getConf());
        } catch (IOException e) {
          throw StoreException.cannot("read", file, e);
        }
      }
    };
  }

  @Override
  public boolean createOnce(String path, Content content) throws IOException {
    return FirstWriter.createOnce(this, written, path, new Path(root, path), content);
  }

  @Override
  public void move(String from, String to) throws IOException {
    Path source = new Path(root, from);
    Path target = new Path(root, to);
    try {
      if (written instanceof StoredObjects) {
        copy(source, to);
        files.delete(source, true);
        return;
      }
      files.mkdirs(target.getParent());
      if (!files.rename(source, target)) {
        throw new IOException("the file system refused");
      }
    } catch (IOException e) {
      throw StoreException.cannot("move " + source + " to", target, e);
    }
  }

  /**
   * Copies a file. A rename is not used, because object stores copy on a rename, and some show
   * incomplete objects meanwhile.
   */
  private void copy(Path source, String to) throws IOException {
    boolean made =
        written.create(
            to,
            out -> {
              try (InputStream in = files.open(source)) {
                in.transferTo(out);
              }
            });
    if (!made) {
      throw new IOException("something else is there");
    }
  }

  @Override
  public void note(String path, byte[] bytes) throws IOException {
    try {
      written.replace(path, out -> out.write(bytes));
    } catch (IOException e) {
      throw StoreException.cannot("write", new Path(root, path), e);
    }
  }

  @Override
  public void sweepTemporaries() throws IOException {
    try {
      written.sweep();
    } catch (IOException e) {
      throw StoreException.cannot("remove temporary files of", root, e);
    }
  }
}
