package io.evenkeel.analysis.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Files on a file system of Hadoop, such as HDFS, whose rename is atomic and does not replace an
 * existing file. A temporary file is made durable with {@code hsync} and renamed, so the first
 * writer wins.
 *
 * <p>It is not known here which writers are running. {@link #sweep} removes temporary files that
 * are older than {@value WholeFiles#LEFTOVER_MILLIS} ms by the file system's own clock; a writer
 * needs seconds, and a writer that stood still for that long writes its file once more.
 */
public final class RenamedFiles implements WholeFiles {
  private final FileSystem files;
  private final Path root;

  /**
   * @param files the file system of {@code root}
   * @param root the run directory; made when first written to
   */
  public RenamedFiles(FileSystem files, Path root) {
    this.files = files;
    this.root = root;
  }

  /** Gives a finished temporary file its name. */
  private interface Claim {
    Claimed of(Path temporary) throws IOException;
  }

  private enum Claimed {
    MADE,
    TAKEN,
    LOST
  }

  @Override
  public boolean create(String path, Source source) throws IOException {
    Path target = new Path(root, path);
    return !files.exists(target)
        && publish(target, source, temporary -> rename(temporary, target)) == Claimed.MADE;
  }

  @Override
  public void replace(String path, Source source) throws IOException {
    Path target = new Path(root, path);
    publish(
        target,
        source,
        temporary -> {
          Claimed claimed = rename(temporary, target);
          for (int attempt = 1; claimed == Claimed.TAKEN && attempt < TRIES; attempt++) {
            files.delete(target, false);
            claimed = rename(temporary, target);
          }
          if (claimed == Claimed.TAKEN) {
            throw new IOException("another writer replaces it at the same time");
          }
          return claimed;
        });
  }

  private Claimed publish(Path target, Source source, Claim claim) throws IOException {
    Claimed claimed = Claimed.LOST;
    for (int attempt = 1; claimed == Claimed.LOST && attempt <= TRIES; attempt++) {
      Path temporary = new Path(root, WholeFiles.temporary(target.getName()));
      try {
        write(temporary, source);
        files.mkdirs(target.getParent());
        claimed = claim.of(temporary);
      } catch (FileNotFoundException e) { // a sweep took the temporary file
        if (attempt == TRIES) {
          throw e;
        }
      } finally {
        discard(temporary);
      }
    }
    if (claimed == Claimed.LOST) {
      throw new IOException("its temporary files were removed " + TRIES + " times");
    }
    return claimed;
  }

  private void write(Path temporary, Source source) throws IOException {
    FSDataOutputStream out = files.create(temporary, false);
    try {
      source.writeTo(new OpenStream(out));
      out.hsync();
    } catch (IOException | RuntimeException | Error e) {
      closeAfterFailure(out);
      throw e;
    }
    out.close();
  }

  /**
   * Closes a stream after a failure. An exception of {@code close} is ignored, because HDFS throws
   * the same one again.
   */
  private static void closeAfterFailure(FSDataOutputStream out) {
    try {
      out.close();
    } catch (IOException | RuntimeException e) {
      // The first error says more.
    }
  }

  private Claimed rename(Path temporary, Path target) throws IOException {
    try {
      if (files.rename(temporary, target)) {
        return Claimed.MADE;
      }
    } catch (FileAlreadyExistsException e) {
      return Claimed.TAKEN;
    }
    if (files.exists(target)) {
      return Claimed.TAKEN;
    }
    if (files.exists(temporary)) {
      throw new IOException("the file system refused to rename " + temporary);
    }
    return Claimed.LOST;
  }

  /** Removes a temporary file; if that is not possible now, a later sweep does it. */
  private void discard(Path temporary) {
    try {
      files.delete(temporary, false);
    } catch (IOException e) {
      // The file is published, or its writer has met a worse error already.
    }
  }

  @Override
  public void sweep() throws IOException {
    Path folder = new Path(root, TEMPORARIES);
    FileStatus[] found;
    try {
      found = files.listStatus(folder);
    } catch (FileNotFoundException e) {
      return;
    }
    if (found.length > 0) {
      long now = now();
      for (FileStatus file : found) {
        if (file.isFile()
            && WholeFiles.isTemporary(file.getPath().getName())
            && now - file.getModificationTime() > LEFTOVER_MILLIS) {
          files.delete(file.getPath(), false);
        }
      }
    }
  }

  /** The time of the clock that sets the times of files. */
  private long now() throws IOException {
    Path probe = new Path(root, WholeFiles.temporary("clock"));
    files.create(probe, false).close();
    try {
      return files.getFileStatus(probe).getModificationTime();
    } finally {
      discard(probe);
    }
  }
}
