package io.evenkeel.analysis.files;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.CreateFileOptionKeys;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * Files on an object store, where a rename is a copy. Each object is written under its own name and
 * appears whole when its stream is closed. There are no temporary files; what an interrupted upload
 * leaves is a pending multipart upload, which readers do not see and the store removes by its own
 * rule.
 *
 * <p>{@link #create} asks the store to make the object only if there is none at the moment it
 * appears: on S3 this is a conditional write, which the server answers with 412 if another writer
 * was first. If the store's connector does not offer that, the check is made when the stream is
 * opened.
 *
 * <p>A write that fails is aborted. A stream that cannot be aborted is left open: closing it would
 * create an incomplete object.
 */
public final class StoredObjects implements WholeFiles {
  private static final String CONDITIONAL =
      CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE;

  private final FileSystem files;
  private final Path root;

  /**
   * @param files the file system of {@code root}
   * @param root the run directory
   */
  public StoredObjects(FileSystem files, Path root) {
    this.files = files;
    this.root = root;
  }

  @Override
  public boolean create(String path, Source source) throws IOException {
    Path target = new Path(root, path);
    if (files.exists(target)) { // spares the upload; what counts is the answer to the write
      return false;
    }
    Optional<FSDataOutputStream> opened = open(target);
    if (opened.isEmpty()) {
      return false;
    }
    write(opened.get(), source);
    try {
      opened.get().close();
      return true;
    } catch (IOException e) {
      return appeared(target, e);
    }
  }

  /** The stream of a new object; empty if there is one by that name. */
  private Optional<FSDataOutputStream> open(Path target) throws IOException {
    if (files.hasPathCapability(target, CONDITIONAL)) {
      FSDataOutputStreamBuilder<?, ?> builder = files.createFile(target);
      builder.overwrite(true);
      builder.must(CONDITIONAL, true);
      return Optional.of(builder.build());
    }
    try {
      return Optional.of(files.create(target, false));
    } catch (FileAlreadyExistsException e) {
      return Optional.empty();
    }
  }

  /**
   * False if the object exists after its write has failed: another writer was first, or this write
   * has succeeded and only its answer was lost. The caller compares the bytes.
   */
  private boolean appeared(Path target, IOException failure) throws IOException {
    try {
      if (files.exists(target)) {
        return false;
      }
    } catch (IOException e) {
      if (e != failure) {
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }

  @Override
  public void replace(String path, Source source) throws IOException {
    FSDataOutputStream out = files.create(new Path(root, path), true);
    write(out, source);
    out.close();
  }

  private static void write(FSDataOutputStream out, Source source) throws IOException {
    try {
      source.writeTo(new OpenStream(out));
    } catch (IOException | RuntimeException | Error e) {
      if (out.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
        out.abort();
      }
      throw e;
    }
  }

  @Override
  public void sweep() {
    // There are no temporary files.
  }
}
