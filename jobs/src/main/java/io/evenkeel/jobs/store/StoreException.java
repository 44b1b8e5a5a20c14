package io.evenkeel.jobs.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;

/** A file that could not be read, written or listed; the message is one line for the user. */
public class StoreException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what failed, on which path and why, on one line
   * @param cause what the system said; may be null
   */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** {@code cannot <action> <path>: <what the system said>}. */
  static StoreException cannot(String action, Object path, IOException cause) {
    return new StoreException(
        "cannot %s %s: %s".formatted(action, path, oneLine(reason(cause))), cause);
  }

  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof NotDirectoryException) {
      return "not a directory";
    }
    if (cause instanceof FileSystemException system) {
      String place = system.getFile() == null ? "" : " (" + system.getFile() + ")";
      return (system.getReason() == null
              ? system.getClass().getSimpleName()
              : system.getReason().toLowerCase(java.util.Locale.ROOT))
          + place;
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private static String oneLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
