package io.evenkeel.analysis.files;

import java.io.IOException;
import java.io.OutputStream;

/** The content of a file. It can be written more than once, with the same bytes each time. */
@FunctionalInterface
public interface Source {
  /**
   * Writes all bytes.
   *
   * @param out closing it only flushes it: a file is complete when this method has returned
   */
  void writeTo(OutputStream out) throws IOException;
}
