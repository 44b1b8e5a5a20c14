package io.evenkeel.core.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Values of files that trials of this process use, by the hash of their content. A name stands for
 * the same values in every process, whoever loaded them and when.
 *
 * <p>A content's name is {@code sha256:} and the 64 hexadecimal digits of the SHA-256 of the values
 * as float32, little-endian, row-major: {@code
 * hashlib.sha256(x.astype('<f4').tobytes()).hexdigest()} in Python.
 */
public final class FileValues {
  private static final String PREFIX = "sha256:";
  private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9a-f]{64}");
  private static final int CHUNK = 1 << 14;
  private static final Map<String, float[]> KNOWN = new ConcurrentHashMap<>();

  private FileValues() {}

  /** Whether a text is the name of a content. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** The hexadecimal digits of a content's name. */
  public static String digits(String name) {
    return name.substring(PREFIX.length());
  }

  /** The name of these values. */
  public static String name(float[] values) {
    MessageDigest digest = sha256();
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += CHUNK) {
      bytes.clear();
      bytes.asFloatBuffer().put(values, from, Math.min(CHUNK, values.length - from));
      digest.update(bytes.array(), 0, Float.BYTES * Math.min(CHUNK, values.length - from));
    }
    return PREFIX + HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /**
   * Keeps values for the trials of this process.
   *
   * @param values not copied, and never to be changed
   * @return their name
   */
  public static String keep(float[] values) {
    String name = name(values);
    KNOWN.putIfAbsent(name, values);
    return name;
  }

  /** Whether this process has the values of that name. */
  public static boolean has(String name) {
    return KNOWN.containsKey(name);
  }

  /**
   * The values of that name; not to be changed.
   *
   * @throws IllegalStateException if this process does not have them
   */
  public static float[] of(String name) {
    float[] values = KNOWN.get(name);
    if (values == null) {
      throw new IllegalStateException("this process has not read the values of " + name);
    }
    return values;
  }
}
