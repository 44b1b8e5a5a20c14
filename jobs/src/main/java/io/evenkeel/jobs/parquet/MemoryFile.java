package io.evenkeel.jobs.parquet;

import io.evenkeel.jobs.store.Content;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.SeekableInputStream;

/** A file in memory that parquet-java writes to and reads from. It grows without copying. */
final class MemoryFile implements Content, OutputFile, InputFile {
  private static final int CHUNK = 1 << 18;

  private final List<byte[]> chunks = new ArrayList<>();
  private long size;

  @Override
  public long size() {
    return size;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    long left = size;
    for (byte[] chunk : chunks) {
      out.write(chunk, 0, (int) Math.min(CHUNK, left));
      left -= CHUNK;
    }
  }

  /** Replaces bytes that were written before. */
  void overwrite(long position, byte[] bytes) {
    if (position < 0 || position + bytes.length > size) {
      throw new IndexOutOfBoundsException(position + " of " + size + " bytes");
    }
    for (int i = 0; i < bytes.length; i++) {
      chunks.get((int) ((position + i) / CHUNK))[(int) ((position + i) % CHUNK)] = bytes[i];
    }
  }

  /** Removes the bytes from position {@code length} on. */
  void truncate(long length) {
    if (length < 0 || length > size) {
      throw new IndexOutOfBoundsException(length + " of " + size + " bytes");
    }
    int needed = (int) ((length + CHUNK - 1) / CHUNK);
    chunks.subList(needed, chunks.size()).clear();
    size = length;
  }

  /** A stream that writes at the end. */
  PositionOutputStream append() {
    return create(0);
  }

  private void append(byte[] bytes, int offset, int length) {
    int done = 0;
    while (done < length) {
      int inChunk = (int) (size % CHUNK);
      if (inChunk == 0) {
        chunks.add(new byte[CHUNK]);
      }
      int n = Math.min(CHUNK - inChunk, length - done);
      System.arraycopy(bytes, offset + done, chunks.get(chunks.size() - 1), inChunk, n);
      size += n;
      done += n;
    }
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) {
    return new PositionOutputStream() {
      @Override
      public long getPos() {
        return size;
      }

      @Override
      public void write(int b) {
        append(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        append(bytes, offset, length);
      }
    };
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) {
    chunks.clear();
    size = 0;
    return create(blockSizeHint);
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  @Override
  public long getLength() {
    return size;
  }

  @Override
  public SeekableInputStream newStream() {
    Cursor cursor = new Cursor();
    return new DelegatingSeekableInputStream(cursor) {
      @Override
      public long getPos() {
        return cursor.position;
      }

      @Override
      public void seek(long position) throws IOException {
        if (position < 0 || position > size) {
          throw new EOFException("position " + position + " of " + size + " bytes");
        }
        cursor.position = position;
      }
    };
  }

  private final class Cursor extends InputStream {
    private long position;

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (position >= size) {
        return length == 0 ? 0 : -1;
      }
      int inChunk = (int) (position % CHUNK);
      int n = (int) Math.min(Math.min(length, CHUNK - inChunk), size - position);
      System.arraycopy(chunks.get((int) (position / CHUNK)), inChunk, bytes, offset, n);
      position += n;
      return n;
    }
  }
}
