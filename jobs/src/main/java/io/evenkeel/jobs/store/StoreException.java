package io.evenkeel.jobs.store;

import io.evenkeel.analysis.files.IoReason;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.security.AccessControlException;

/** A file that could not be read, written or listed; the message is one line for the user. */
public class StoreException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The messages of local disks and HDFS for lasting errors. */
  private static final List<String> LASTING =
      List.of(
          "no space left",
          "disk quota exceeded",
          "quota of",
          "quota (directories and files) of",
          "safe mode",
          "read-only file system",
          "permission denied",
          "no aws credentials",
          "the store answers 40"); // of what S3 answers so, nothing passes by itself

  /**
   * @param message what failed, on which path and why, on one line
   * @param cause what the system said; may be null
   */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether the same call would fail again until a person has changed something. */
  public boolean lasting() {
    Throwable cause = getCause();
    return cause instanceof AccessDeniedException
        || cause instanceof NotDirectoryException
        || LASTING.stream().anyMatch(getMessage().toLowerCase(Locale.ROOT)::contains);
  }

  /**
   * Whether the file was only not reached, and may be intact: a later try may read it. This is
   * false for a file that is missing, forbidden, truncated or has a wrong checksum.
   */
  public static boolean unreached(IOException trouble) {
    if (trouble instanceof StoreException) {
      return trouble.getCause() instanceof IOException cause && unreached(cause);
    }
    return !(trouble instanceof FileNotFoundException
        || trouble instanceof NoSuchFileException
        || trouble instanceof AccessDeniedException
        || trouble instanceof AccessControlException
        || trouble instanceof EOFException
        || trouble instanceof ChecksumException);
  }

  /** {@code cannot <action> <path>: <what the system said>}. */
  static StoreException cannot(String action, Object path, IOException cause) {
    return new StoreException(
        "cannot %s %s: %s".formatted(action, path, IoReason.of(cause)), cause);
  }
}
