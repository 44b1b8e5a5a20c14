package io.evenkeel.jobs.tensor;

import io.evenkeel.core.SpecException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Files with one array, {@code .npy}, versions 1 to 3 of the format ({@code numpy.lib.format}'s
 * documentation).
 */
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST_HEADER = 1 << 16;
  private static final int ALIGNMENT = 64;

  /** How many values are converted at a time. */
  private static final int CHUNK = 1 << 14;

  private static final long MOST_VALUES = Integer.MAX_VALUE - 8L;

  private Npy() {}

  /**
   * Reads a file.
   *
   * @throws SpecException on one line that names the file, if it is not such a file
   * @throws IOException if it cannot be read
   */
  public static NumpyArray read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return read(in, file.toString());
    }
  }

  /**
   * Reads a stream to its end.
   *
   * @param what name of the stream in messages
   * @throws SpecException if it does not hold exactly one array of numbers
   */
  public static NumpyArray read(InputStream in, String what) throws IOException {
    return read(in, what, Optional.empty()).orElseThrow();
  }

  /**
   * Reads a stream that may hold an array of another kind, such as text.
   *
   * @param others receives the type of an array whose values are not read; empty to refuse such an
   *     array
   * @return the array; empty if its values are not read
   * @throws SpecException if it does not hold exactly one array
   */
  static Optional<NumpyArray> read(InputStream in, String what, Optional<Consumer<String>> others)
      throws IOException {
    try {
      String text = headerText(in);
      Optional<String> other = others.isPresent() ? NpyHeader.otherType(text) : Optional.empty();
      if (other.isPresent()) {
        others.get().accept(other.get());
        return Optional.empty();
      }
      return Optional.of(array(in, NpyHeader.parse(text)));
    } catch (ArithmeticException e) {
      throw new SpecException("%s: the shape has more than 2^63 values".formatted(what));
    } catch (SpecException e) {
      throw new SpecException("%s: %s".formatted(what, e.getMessage()));
    }
  }

  private static NumpyArray array(InputStream in, NpyHeader header) throws IOException {
    long length = NumpyArray.length(header.shape());
    if (length > MOST_VALUES) {
      throw new SpecException(
          "an array must have at most %s values, got %s".formatted(MOST_VALUES, length));
    }
    NumpyArray array = values(in, header, (int) length);
    if (in.read() >= 0) {
      throw new SpecException("there are bytes behind the %s values".formatted(length));
    }
    return array;
  }

  private static String headerText(InputStream in) throws IOException {
    byte[] start = in.readNBytes(MAGIC.length + 2);
    if (start.length < MAGIC.length + 2
        || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new SpecException("this is no .npy file: it does not begin with \\x93NUMPY");
    }
    int version = start[MAGIC.length];
    if (version < 1 || version > 3) {
      throw new SpecException("version %s of .npy files is not known".formatted(version));
    }
    int lengthBytes = version == 1 ? Short.BYTES : Integer.BYTES;
    byte[] number = in.readNBytes(lengthBytes);
    long length = 0;
    for (int i = number.length - 1; i >= 0; i--) {
      length = (length << Byte.SIZE) | (number[i] & 0xFF);
    }
    if (number.length < lengthBytes || length > LONGEST_HEADER) {
      throw new SpecException(
          "the header must have at most %s bytes, got %s".formatted(LONGEST_HEADER, length));
    }
    byte[] text = in.readNBytes((int) length);
    if (text.length < length) {
      throw new SpecException(
          "the file ends after %s of %s bytes of the header".formatted(text.length, length));
    }
    return new String(text, StandardCharsets.UTF_8);
  }

  private static NumpyArray values(InputStream in, NpyHeader header, int length)
      throws IOException {
    double[] values = new double[Math.min(length, CHUNK)];
    byte[] bytes = new byte[CHUNK * header.valueBytes()];
    int read = 0;
    while (read < length) {
      int wanted = Math.min(CHUNK, length - read);
      int got = in.readNBytes(bytes, 0, wanted * header.valueBytes());
      if (got < wanted * header.valueBytes()) {
        throw new SpecException(
            "the file ends after %s of %s values"
                .formatted(read + got / header.valueBytes(), length));
      }
      // The array grows with what has been read: a header alone takes no memory.
      if (read + wanted > values.length) {
        values = Arrays.copyOf(values, (int) Math.min(length, 2L * values.length + wanted));
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, got).order(header.order());
      for (int i = 0; i < wanted; i++) {
        values[read + i] = header.value(buffer);
      }
      read += wanted;
    }
    double[] ordered = header.columnMajor() ? rowMajor(values, header.shape()) : values;
    return header.single()
        ? NumpyArray.of(header.shape(), rounded(ordered))
        : NumpyArray.of(header.shape(), ordered);
  }

  private static float[] rounded(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /**
   * The values of a column-major array, in which the first index changes fastest, in row-major
   * order.
   */
  private static double[] rowMajor(double[] values, List<Integer> shape) {
    double[] ordered = new double[values.length];
    int[] index = new int[shape.size()];
    for (int i = 0; i < values.length; i++) {
      int place = 0;
      for (int d = 0; d < index.length; d++) {
        place = place * shape.get(d) + index[d];
      }
      ordered[place] = values[i];
      for (int d = 0; d < index.length && ++index[d] == shape.get(d); d++) {
        index[d] = 0;
      }
    }
    return ordered;
  }

  /**
   * Writes a file, as {@code numpy.save} would: version 1, little-endian, row-major.
   *
   * @throws IOException if it cannot be written
   */
  public static void write(NumpyArray array, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      write(array, out);
    }
  }

  /**
   * Writes the bytes that {@link #write(NumpyArray, Path)} writes to a file.
   *
   * @throws IOException if it cannot be written
   */
  public static void write(NumpyArray array, OutputStream out) throws IOException {
    NpyHeader header =
        new NpyHeader(array.single() ? "f4" : "f8", ByteOrder.LITTLE_ENDIAN, false, array.shape());
    String text = header.text();
    // The values begin at a multiple of 64 bytes; a line feed ends the header.
    int before = MAGIC.length + 2 + Short.BYTES;
    int blanks = Math.floorMod(-(before + text.length() + 1), ALIGNMENT);
    String padded = text + " ".repeat(blanks) + "\n";
    out.write(MAGIC);
    out.write(new byte[] {1, 0, (byte) padded.length(), (byte) (padded.length() >> Byte.SIZE)});
    out.write(padded.getBytes(StandardCharsets.ISO_8859_1));
    double[] values = array.doubles();
    ByteBuffer buffer =
        ByteBuffer.allocate(CHUNK * header.valueBytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      if (array.single()) {
        buffer.putFloat((float) value);
      } else {
        buffer.putDouble(value);
      }
      if (!buffer.hasRemaining()) {
        out.write(buffer.array());
        buffer.clear();
      }
    }
    out.write(buffer.array(), 0, buffer.position());
  }
}
