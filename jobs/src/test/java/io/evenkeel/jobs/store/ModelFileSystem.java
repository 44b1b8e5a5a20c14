package io.evenkeel.jobs.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * A file system in memory that behaves as S3A does under {@code s3a://}, and as HDFS does under
 * {@code model://}.
 *
 * <ul>
 *   <li>Under {@code s3a} an object appears whole when its stream is closed. {@code create} checks
 *       for an older one when it is opened; a conditional write checks again when it is closed, and
 *       fails as S3's answer 412 does. An aborted stream makes nothing. A rename is refused: on S3
 *       it would be a copy.
 *   <li>Under {@code model} a file is there, and grows, from its creation on. A rename does not
 *       replace. What writes to a file that was deleted fails, and fails again when it is closed
 *       with the same exception object.
 * </ul>
 *
 * Each host or bucket is a {@link ModelDisk}, which says what fails.
 */
public final class ModelFileSystem extends FileSystem {
  private static final String CONDITIONAL =
      org.apache.hadoop.fs.Options.CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE;
  private static final long BLOCK = 1 << 20;

  private URI uri;
  private ModelDisk disk;
  private boolean objects;

  /** Settings under which both schemes are served by this class. */
  public static Configuration configuration() {
    Configuration configuration = new Configuration(false);
    for (String scheme : new String[] {"s3a", "model"}) {
      configuration.set("fs." + scheme + ".impl", ModelFileSystem.class.getName());
    }
    return configuration;
  }

  @Override
  public void initialize(URI name, Configuration configuration) throws IOException {
    super.initialize(name, configuration);
    uri = URI.create(name.getScheme() + "://" + name.getAuthority());
    disk = ModelDisk.of(name.getAuthority());
    objects = name.getScheme().equals("s3a");
  }

  @Override
  public String getScheme() {
    return uri.getScheme();
  }

  @Override
  public URI getUri() {
    return uri;
  }

  private static String key(Path path) {
    return path.toUri().getPath();
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    byte[] bytes = disk.doing(ModelDisk.Operation.OPEN, key(path), () -> disk.read(key(path)));
    return new FSDataInputStream(new Reader(bytes));
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return disk.doing(
        ModelDisk.Operation.CREATE,
        key(path),
        () -> {
          if (!overwrite && disk.has(key(path))) {
            throw new FileAlreadyExistsException(path.toString());
          }
          return stream(path, false);
        });
  }

  private FSDataOutputStream stream(Path path, boolean conditional) throws IOException {
    if (!objects) {
      disk.put(key(path), new byte[0]);
      return new FSDataOutputStream(new GrowingFile(key(path)), null);
    }
    return new FSDataOutputStream(new Upload(path, conditional), null);
  }

  @Override
  public FSDataOutputStreamBuilder<?, ?> createFile(Path path) {
    return new Builder(this, path);
  }

  /** Understands conditional creation. */
  private static final class Builder
      extends FSDataOutputStreamBuilder<FSDataOutputStream, Builder> {
    private final ModelFileSystem files;
    private final Path path;

    Builder(ModelFileSystem files, Path path) {
      super(files, path);
      this.files = files;
      this.path = path;
    }

    @Override
    public Builder getThisBuilder() {
      return this;
    }

    @Override
    public FSDataOutputStream build() throws IOException {
      if (!files.hasPathCapability(path, CONDITIONAL)
          || !getMandatoryKeys().contains(CONDITIONAL)) {
        throw new IllegalArgumentException("not a conditional creation");
      }
      return files.disk.doing(
          ModelDisk.Operation.CREATE, key(path), () -> files.stream(path, true));
    }
  }

  @Override
  public boolean hasPathCapability(Path path, String capability) throws IOException {
    return capability.equals(CONDITIONAL)
        ? objects && disk.conditional()
        : super.hasPathCapability(path, capability);
  }

  /** An object that appears when it is closed. */
  private final class Upload extends OutputStream implements Abortable, StreamCapabilities {
    private final Path path;
    private final boolean conditional;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean open = true;

    Upload(Path path, boolean conditional) {
      this.path = path;
      this.conditional = conditional;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int offset, int length) throws IOException {
      disk.writing(key(path), length, some -> bytes.write(b, offset, some));
    }

    @Override
    public boolean hasCapability(String capability) {
      return capability.equals(StreamCapabilities.ABORTABLE_STREAM);
    }

    @Override
    public AbortableResult abort() {
      boolean was = open;
      open = false;
      return new AbortableResult() {
        @Override
        public boolean alreadyClosed() {
          return !was;
        }

        @Override
        public IOException anyCleanupException() {
          return null;
        }
      };
    }

    @Override
    public void close() throws IOException {
      if (open) {
        open = false;
        disk.doing(
            ModelDisk.Operation.CLOSE,
            key(path),
            () -> {
              if (conditional && disk.has(key(path))) {
                throw new PathIOException(path.toString(), "412 Precondition Failed");
              }
              disk.put(key(path), bytes.toByteArray());
              return null;
            });
      }
    }
  }

  /** A file that grows. */
  private final class GrowingFile extends OutputStream {
    private final String path;
    private IOException failure;

    GrowingFile(String path) {
      this.path = path;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int offset, int length) throws IOException {
      remembering(() -> disk.writing(path, length, some -> disk.append(path, b, offset, some)));
    }

    @Override
    public void close() throws IOException {
      if (failure != null) {
        throw failure;
      }
      remembering(
          () ->
              disk.doing(
                  ModelDisk.Operation.CLOSE,
                  path,
                  () -> {
                    disk.append(path, new byte[0], 0, 0);
                    return null;
                  }));
    }

    private void remembering(ModelDisk.Step step) throws IOException {
      try {
        step.run();
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }

  @Override
  public FSDataOutputStream append(Path path, int bufferSize, Progressable progress) {
    throw new UnsupportedOperationException("files never change");
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    if (objects) {
      throw new AssertionError("a rename on an object store: " + from + " to " + to);
    }
    return disk.doing(ModelDisk.Operation.RENAME, key(from), () -> disk.rename(key(from), key(to)));
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    return disk.doing(ModelDisk.Operation.DELETE, key(path), () -> disk.delete(key(path)));
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    return disk.listing(key(path)).entrySet().stream()
        .map(entry -> status(new Path(path, entry.getKey()), entry.getValue()))
        .toArray(FileStatus[]::new);
  }

  /**
   * @param file null of a folder
   */
  private FileStatus status(Path path, ModelDisk.Entry file) {
    return file == null
        ? new FileStatus(0, true, 1, BLOCK, 0, makeQualified(path))
        : new FileStatus(
            file.bytes().length, false, 1, BLOCK, file.modified(), makeQualified(path));
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return disk.doing(
        ModelDisk.Operation.STATUS, key(path), () -> status(path, disk.find(key(path))));
  }

  @Override
  public void setWorkingDirectory(Path path) {
    // Every path is whole.
  }

  @Override
  public Path getWorkingDirectory() {
    return new Path(uri + "/user/someone");
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) {
    return true; // folders are there when files are
  }

  /** Reads an array. */
  private static final class Reader extends FSInputStream {
    private final byte[] bytes;
    private ByteArrayInputStream in;

    Reader(byte[] bytes) {
      this.bytes = bytes;
      this.in = new ByteArrayInputStream(bytes);
    }

    @Override
    public void seek(long position) throws IOException {
      if (position > bytes.length) {
        throw new EOFException();
      }
      in = new ByteArrayInputStream(bytes, (int) position, bytes.length - (int) position);
    }

    @Override
    public long getPos() {
      return (long) bytes.length - in.available();
    }

    @Override
    public boolean seekToNewSource(long position) {
      return false;
    }

    @Override
    public int read() {
      return in.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return in.read(buffer, offset, length);
    }
  }
}
