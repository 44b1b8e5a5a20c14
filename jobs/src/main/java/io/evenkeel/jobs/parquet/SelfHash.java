package io.evenkeel.jobs.parquet;

import io.evenkeel.jobs.store.Fingerprint;
import io.evenkeel.jobs.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * The SHA-256 of a file inside its own footer. It shows every flipped bit, wherever it is.
 *
 * <p>The footer's entry {@value #KEY} holds the hexadecimal SHA-256 of the file in which these 64
 * digits are zeros.
 */
final class SelfHash {
  /** The name of the footer's entry. */
  public static final String KEY = "evenkeel.sha256";

  /** The value of the entry while the file is hashed. */
  static final String PLACEHOLDER = "0".repeat(64);

  /** In Thrift's compact protocol: the key, field 2 of type string (0x18), 64 (0x40) bytes long. */
  private static final byte[] MARK =
      (KEY + (char) 0x18 + (char) PLACEHOLDER.length()).getBytes(StandardCharsets.US_ASCII);

  private static final int TAIL = 8;

  /**
   * The longest footer that is accepted. No footer of Evenkeel is nearly as long; a file that
   * claims more is damaged.
   */
  private static final int MAX_FOOTER = 1 << 26;

  private static final int BUFFER = 1 << 16;

  private SelfHash() {}

  /**
   * The hashes of a file.
   *
   * @param recorded the hash that the footer names
   * @param actual the hash that was computed
   * @param whole SHA-256 of all bytes of the file
   */
  public record Checked(String recorded, String actual, String whole) {
    /** Whether the file is unchanged since it was written. */
    public boolean intact() {
      return recorded.equals(actual);
    }
  }

  /**
   * Writes the hash into a file that was written with the placeholder, and returns the SHA-256 of
   * the result.
   */
  static String seal(MemoryFile file) throws IOException {
    long position = position(file);
    file.overwrite(position, check(file).actual().getBytes(StandardCharsets.US_ASCII));
    return Fingerprint.of(file);
  }

  /**
   * Hashes a file.
   *
   * @throws StoreException if it has no such entry, because it is truncated or not Evenkeel's
   */
  public static Checked check(InputFile file) throws IOException {
    long position = position(file);
    MessageDigest self = Fingerprint.sha256();
    MessageDigest whole = Fingerprint.sha256();
    byte[] recorded = new byte[PLACEHOLDER.length()];
    byte[] buffer = new byte[BUFFER];
    try (SeekableInputStream in = file.newStream()) {
      long offset = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        whole.update(buffer, 0, n);
        int from = (int) Math.max(0, Math.min(n, position - offset));
        int to = (int) Math.max(0, Math.min(n, position + recorded.length - offset));
        for (int i = from; i < to; i++) {
          recorded[(int) (offset + i - position)] = buffer[i];
          buffer[i] = '0';
        }
        self.update(buffer, 0, n);
        offset += n;
      }
    }
    HexFormat hex = HexFormat.of();
    return new Checked(
        new String(recorded, StandardCharsets.ISO_8859_1),
        hex.formatHex(self.digest()),
        hex.formatHex(whole.digest()));
  }

  /** The position in the file at which the 64 digits begin. */
  private static long position(InputFile file) throws IOException {
    long length = file.getLength();
    try (SeekableInputStream in = file.newStream()) {
      int footer = length < 2 * TAIL ? -1 : footerLength(in, length);
      if (footer < 0 || footer > Math.min(MAX_FOOTER, length - TAIL)) {
        throw new StoreException("truncated: its last bytes are not those of a Parquet file", null);
      }
      byte[] bytes = new byte[footer];
      in.seek(length - TAIL - footer);
      in.readFully(bytes);
      int mark = lastIndexOf(bytes, MARK);
      if (mark < 0 || mark + MARK.length + PLACEHOLDER.length() > footer) {
        throw new StoreException("its footer has no " + KEY, null);
      }
      return length - TAIL - footer + mark + MARK.length;
    }
  }

  /**
   * The length of the footer, from the last eight bytes: that length and the magic {@code PAR1}; -1
   * if the magic is missing.
   */
  private static int footerLength(SeekableInputStream in, long length) throws IOException {
    byte[] tail = new byte[TAIL];
    in.seek(length - TAIL);
    in.readFully(tail);
    byte[] magic = Arrays.copyOfRange(tail, 4, TAIL);
    return Arrays.equals(magic, "PAR1".getBytes(StandardCharsets.US_ASCII))
        ? ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt()
        : -1;
  }

  private static int lastIndexOf(byte[] bytes, byte[] part) {
    for (int i = bytes.length - part.length; i >= 0; i--) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    return -1;
  }
}
