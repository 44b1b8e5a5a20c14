package io.evenkeel.jobs.store;

import io.evenkeel.analysis.files.Source;
import java.io.IOException;
import java.io.OutputStream;

/** The complete bytes of a file that is going to be published. */
public interface Content extends Source {
  /** How many bytes. */
  long size();

  /** Content held in an array. */
  static Content of(byte[] bytes) {
    return new Content() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
      }
    };
  }
}
