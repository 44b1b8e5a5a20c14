package io.evenkeel.analysis.table;

import io.evenkeel.analysis.files.SortedFooter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.io.DelegatingPositionOutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * A file as parquet-java writes it, except that its footer is {@linkplain SortedFooter sorted}. The
 * bytes after the rows are held back until the file is closed.
 */
final class SortedFooterFile implements OutputFile {
  private final OutputFile file;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private boolean holding;

  /**
   * @param file is written once
   */
  SortedFooterFile(OutputFile file) {
    this.file = file;
  }

  /** Declares that all row groups have been written. */
  void endOfRows() {
    holding = true;
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    return new Held(file.create(blockSizeHint));
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
    return new Held(file.createOrOverwrite(blockSizeHint));
  }

  @Override
  public boolean supportsBlockSize() {
    return file.supportsBlockSize();
  }

  @Override
  public long defaultBlockSize() {
    return file.defaultBlockSize();
  }

  private final class Held extends DelegatingPositionOutputStream {
    private final PositionOutputStream out;
    private boolean closed;

    Held(PositionOutputStream out) {
      super(out);
      this.out = out;
    }

    @Override
    public long getPos() throws IOException {
      return out.getPos() + held.size();
    }

    @Override
    public void write(int b) throws IOException {
      if (holding) {
        held.write(b);
      } else {
        out.write(b);
      }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      write(bytes, 0, bytes.length);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (holding) {
        held.write(bytes, offset, length);
      } else {
        out.write(bytes, offset, length);
      }
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        try (out) {
          writeFooter();
        }
      }
    }

    /** Nothing of a file whose writer failed before its end. */
    private void writeFooter() throws IOException {
      byte[] bytes = held.toByteArray();
      int end = bytes.length - SortedFooter.TAIL;
      if (end >= 0) {
        int begin = end - SortedFooter.length(Arrays.copyOfRange(bytes, end, bytes.length));
        out.write(bytes, 0, begin);
        out.write(SortedFooter.of(new ByteArrayInputStream(bytes, begin, end - begin)));
      }
    }
  }
}
