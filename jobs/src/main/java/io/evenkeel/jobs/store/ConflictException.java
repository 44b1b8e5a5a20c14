package io.evenkeel.jobs.store;

/** The error that a file which may be created only once exists already, with other bytes. */
public final class ConflictException extends StoreException {
  private static final long serialVersionUID = 1L;

  /**
   * @param path the file, as the user would name it
   */
  public ConflictException(String path) {
    super(path + " exists already with different content", null);
  }

  /** True, because an existing file does not change by itself. */
  @Override
  public boolean lasting() {
    return true;
  }
}
