package io.evenkeel.analysis.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/**
 * The reason of an I/O error in words. A message puts it after the operation and the path that
 * failed.
 */
public final class IoReason {
  private static final String HADOOP_WIKI = "; For more details see: .*";

  private IoReason() {}

  /** The reason alone, on one line. It leaves out the path, which the caller names. */
  public static String of(IOException error) {
    return S3Reason.of(error).orElseGet(() -> ofFiles(error));
  }

  private static String ofFiles(IOException error) {
    if (error instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (error instanceof NotDirectoryException) {
      return "not a directory";
    }
    if (error instanceof NoSuchFileException || error instanceof FileNotFoundException) {
      return "no such file";
    }
    if (error instanceof FileSystemException system) {
      String place = system.getFile() == null ? "" : " (" + system.getFile() + ")";
      return reason(system) + place;
    }
    String message = error.getMessage();
    return message == null
        ? error.getClass().getSimpleName()
        : message.lines().findFirst().orElse("").replaceFirst(HADOOP_WIKI, "").strip();
  }

  private static String reason(FileSystemException error) {
    if (error instanceof FileAlreadyExistsException) {
      return "something else is there";
    }
    return error.getReason() == null
        ? error.getClass().getSimpleName()
        : error.getReason().lines().findFirst().orElse("").toLowerCase(Locale.ROOT);
  }
}
