package io.evenkeel.jobs.store;

/** A file that may be created once only exists already, with other bytes. */
public final class ConflictException extends StoreException {
  private static final long serialVersionUID = 1L;

  /**
   * @param path the file, as the user would name it
   */
  public ConflictException(String path) {
    super(path + " exists already with different content", null);
  }

  /** A file that is there does not change by itself. */
  @Override
  public boolean lasting() {
    return true;
  }
}
