package io.evenkeel.jobs.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;

/**
 * A run's folder on any file system that Hadoop knows.
 *
 * <ul>
 *   <li>On a real file system (HDFS, ABFS with namespaces, ...) a finished temporary is made
 *       durable with {@code hsync} and renamed; {@code rename} does not replace, so the first
 *       writer wins.
 *   <li>On an object store, where a rename is a copy, the object is written under its own name with
 *       {@code create(overwrite = false)}: it appears whole when it is closed, or not at all.
 * </ul>
 *
 * Two writers that pass the check at the same instant on a store without an atomic check write the
 * same bytes, since a shard's bytes are a function of the plan alone.
 */
public final class HadoopStore implements Store {
  private static final Set<String> OBJECT_STORES =
      Set.of("s3", "s3a", "s3n", "gs", "wasb", "wasbs", "oss", "cosn", "obs", "swift");

  private final FileSystem files;
  private final Path root;
  private final boolean objectStore;

  /**
   * @param files the file system of {@code root}
   * @param root the run's folder; made when first written to
   * @param objectStore whether files appear on close, and a rename is a copy
   */
  HadoopStore(FileSystem files, Path root, boolean objectStore) {
    this.files = files;
    this.root = root;
    this.objectStore = objectStore;
  }

  static HadoopStore at(Path root, Configuration configuration) throws IOException {
    try {
      FileSystem files = root.getFileSystem(configuration);
      return new HadoopStore(files, root, OBJECT_STORES.contains(root.toUri().getScheme()));
    } catch (IOException e) {
      throw StoreException.cannot("open", root, e);
    }
  }

  @Override
  public String location() {
    return root.toString();
  }

  @Override
  public List<String> list(String folder) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      for (FileStatus status : files.listStatus(new Path(root, folder))) {
        names.add(status.getPath().getName());
      }
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw StoreException.cannot("list", new Path(root, folder), e);
    }
    Collections.sort(names);
    return names;
  }

  @Override
  public boolean exists(String path) throws IOException {
    return files.exists(new Path(root, path));
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
  public InputFile input(String path) throws IOException {
    return HadoopInputFile.fromPath(new Path(root, path), files.getConf());
  }

  @Override
  public boolean createOnce(String path, Content content) throws IOException {
    Path target = new Path(root, path);
    try {
      if (!files.exists(target)
          && (objectStore ? create(target, content) : rename(target, content))) {
        return true;
      }
    } catch (IOException e) {
      throw StoreException.cannot("write", target, e);
    }
    if (!Fingerprint.same(content, this, path)) {
      throw new ConflictException(target.toString());
    }
    return false;
  }

  /** Writes the object under its own name; false if it came into being meanwhile. */
  private boolean create(Path target, Content content) throws IOException {
    try (OutputStream out = files.create(target, false)) {
      content.writeTo(out);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** Writes beside and renames; false if the name was taken meanwhile. */
  private boolean rename(Path target, Content content) throws IOException {
    Path temporary =
        new Path(root, PRIVATE + "/tmp/" + target.getName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try (FSDataOutputStream out = files.create(temporary, false)) {
        content.writeTo(out);
        out.hsync();
      }
      files.mkdirs(target.getParent());
      if (files.rename(temporary, target)) {
        return true;
      }
      if (!files.exists(target)) {
        throw new IOException("the file system refused to rename " + temporary);
      }
      return false;
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      files.delete(temporary, false);
    }
  }

  @Override
  public void move(String from, String to) throws IOException {
    Path target = new Path(root, to);
    try {
      files.mkdirs(target.getParent());
      if (!files.rename(new Path(root, from), target)) {
        throw new IOException("the file system refused");
      }
    } catch (IOException e) {
      throw StoreException.cannot("move " + new Path(root, from) + " to", target, e);
    }
  }

  @Override
  public void note(String path, byte[] bytes) throws IOException {
    Path target = new Path(root, path);
    try (OutputStream out = files.create(target, true)) {
      out.write(bytes);
    } catch (IOException e) {
      throw StoreException.cannot("write", target, e);
    }
  }

  /** Keeps all: which writers of another machine live cannot be known from here. */
  @Override
  public void sweepTemporaries() {}
}
