package io.evenkeel.jobs.store;

import io.evenkeel.analysis.files.WholeFiles;
import java.io.IOException;

/** The implementation of {@link Store#createOnce} for every store that writes whole files. */
final class FirstWriter {
  private FirstWriter() {}

  /**
   * Makes a file of a store, or finds the same bytes in it.
   *
   * @param files of the store
   * @param target the file's whole name, for messages
   * @return whether this call made it
   * @throws ConflictException if it was there with other bytes
   */
  static boolean createOnce(
      Store store, WholeFiles files, String path, Object target, Content content)
      throws IOException {
    try {
      if (files.create(path, content)) {
        return true;
      }
    } catch (IOException e) {
      throw StoreException.cannot("write", target, e);
    }
    if (!Fingerprint.same(content, store, path)) {
      throw new ConflictException(target.toString());
    }
    return false;
  }
}
