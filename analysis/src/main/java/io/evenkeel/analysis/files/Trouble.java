package io.evenkeel.analysis.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** Describes in words what a file system said when an operation failed. */
public final class Trouble {
  private static final String HADOOP_WIKI = "; For more details see: .*";

  private Trouble() {}

  /** The reason alone, on one line. It leaves out the path, which the caller names. */
  public static String text(IOException trouble) {
    return S3Trouble.text(trouble).orElseGet(() -> ofFiles(trouble));
  }

  private static String ofFiles(IOException trouble) {
    if (trouble instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (trouble instanceof NotDirectoryException) {
      return "not a directory";
    }
    if (trouble instanceof NoSuchFileException || trouble instanceof FileNotFoundException) {
      return "no such file";
    }
    if (trouble instanceof FileSystemException system) {
      String place = system.getFile() == null ? "" : " (" + system.getFile() + ")";
      return reason(system) + place;
    }
    String message = trouble.getMessage();
    return message == null
        ? trouble.getClass().getSimpleName()
        : message.lines().findFirst().orElse("").replaceFirst(HADOOP_WIKI, "").strip();
  }

  private static String reason(FileSystemException trouble) {
    if (trouble instanceof FileAlreadyExistsException) {
      return "something else is there";
    }
    return trouble.getReason() == null
        ? trouble.getClass().getSimpleName()
        : trouble.getReason().lines().findFirst().orElse("").toLowerCase(Locale.ROOT);
  }
}
