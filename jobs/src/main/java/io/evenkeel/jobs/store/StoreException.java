package io.evenkeel.jobs.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Locale;

/** A file that could not be read, written or listed; the message is one line for the user. */
public class StoreException extends IOException {
  private static final long serialVersionUID = 1L;

  /** As systems say it. */
  private static final List<String> LASTING =
      List.of("no space left", "disk quota exceeded", "read-only file system", "permission denied");

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
              : system.getReason().toLowerCase(Locale.ROOT))
          + place;
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private static String oneLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
