package io.evenkeel.jobs.tensor;

import io.evenkeel.core.SpecException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The header of a {@code .npy} file: a Python dictionary with exactly the keys {@code descr},
 * {@code fortran_order} and {@code shape}, in any order.
 *
 * @param type of the values: {@code f2 f4 f8}, whole numbers {@code i1 i2 i4 i8 u1 u2 u4 u8}, or
 *     {@code b1} for false and true
 * @param order byte order of a value
 * @param columnMajor whether the first index changes fastest
 * @param shape size in each dimension
 */
record NpyHeader(String type, ByteOrder order, boolean columnMajor, List<Integer> shape) {
  /** One {@code 'key': value}, the value a string, a truth value or a tuple of numbers. */
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*['\"](\\w+)['\"]\\s*:\\s*(?:['\"]([^'\"]*)['\"]|(True|False)|\\(([^()]*)\\))\\s*(?:,|$)");

  /** The type of an array whose values have several fields: a list of their names and types. */
  private static final Pattern FIELDS =
      Pattern.compile("(['\"]descr['\"]\\s*:\\s*)\\[.*\\](?=\\s*,\\s*['\"]\\w+['\"]\\s*:)");

  private static final Pattern DIMENSION = Pattern.compile("\\s*(\\d{1,10})L?\\s*");

  /** Bytes of a value. */
  int valueBytes() {
    return type.charAt(1) - '0';
  }

  /**
   * Whether values are float32, or fit float32 without rounding; other values are read as float64.
   */
  boolean single() {
    return type.startsWith("f") ? valueBytes() <= Float.BYTES : valueBytes() <= Short.BYTES;
  }

  /** The next value; a whole number with more than 53 bits is rounded. */
  double value(ByteBuffer buffer) {
    return switch (type) {
      case "f2" -> Safetensors.half(buffer.getShort());
      case "f4" -> buffer.getFloat();
      case "f8" -> buffer.getDouble();
      case "i1" -> buffer.get();
      case "i2" -> buffer.getShort();
      case "i4" -> buffer.getInt();
      case "i8" -> buffer.getLong();
      case "u1", "b1" -> Byte.toUnsignedInt(buffer.get());
      case "u2" -> Short.toUnsignedInt(buffer.getShort());
      case "u4" -> Integer.toUnsignedLong(buffer.getInt());
      default -> unsigned(buffer.getLong());
    };
  }

  private static double unsigned(long bits) {
    // Half of it, with the last bit kept for rounding, has no sign.
    return bits >= 0 ? bits : 2.0 * ((bits >>> 1) | (bits & 1));
  }

  /**
   * Reads the text of a header.
   *
   * @throws SpecException if it is something else, or of numbers that are not read
   */
  static NpyHeader parse(String text) {
    Map<String, String> entries = entries(text.strip());
    String type = entries.getOrDefault("descr", "");
    if (!isRead(type)) {
      throw new SpecException(
          "values must be float, whole numbers or bool (such as <f4, <f8, <i8, u1), got descr '%s'"
              .formatted(type));
    }
    return new NpyHeader(
        type.substring(1),
        type.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
        entries.get("fortran_order").equals("True"),
        shape(entries.get("shape")));
  }

  /** Whether values of a type, such as {@code <f4}, are read. */
  private static boolean isRead(String type) {
    return type.matches("[<>=](f[248]|[iu][248])|[|<>=](i1|u1|b1)");
  }

  /**
   * The type of an array of strings, objects, complex numbers or the like.
   *
   * @return the type; empty if values of that type are read
   * @throws SpecException if the text is no header
   */
  static Optional<String> otherType(String text) {
    String type = entries(text.strip()).getOrDefault("descr", "");
    return isRead(type) ? Optional.empty() : Optional.of(type);
  }

  private static Map<String, String> entries(String text) {
    Map<String, String> entries = new HashMap<>();
    boolean braces = text.startsWith("{") && text.endsWith("}");
    String inside = braces ? text.substring(1, text.length() - 1).stripTrailing() : text;
    String body = FIELDS.matcher(inside).replaceFirst("$1'fields'");
    Matcher entry = ENTRY.matcher(body);
    int at = 0;
    while (braces && at < body.length() && entry.find(at) && entry.start() == at) {
      String value = entry.group(2) != null ? entry.group(2) : entry.group(3);
      if (entries.put(entry.group(1), value != null ? value : entry.group(4)) != null) {
        throw malformed(text);
      }
      at = entry.end();
    }
    if (at < body.length() || !entries.keySet().equals(Set.of("descr", "fortran_order", "shape"))) {
      throw malformed(text);
    }
    if (!entries.get("fortran_order").matches("True|False")) {
      throw malformed(text);
    }
    return entries;
  }

  private static SpecException malformed(String text) {
    String shown = text.length() <= 100 ? text : text.substring(0, 100) + "...";
    return new SpecException(
        "the header must be a dictionary of descr, fortran_order and shape, got %s"
            .formatted(shown.replaceAll("\\p{Cntrl}", "?")));
  }

  private static List<Integer> shape(String text) {
    List<Integer> shape = new ArrayList<>();
    String[] parts = text.isBlank() ? new String[0] : text.split(",", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean trailing = i == parts.length - 1 && i > 0 && parts[i].isBlank();
      Matcher dimension = DIMENSION.matcher(parts[i]);
      if (!trailing && !dimension.matches()) {
        throw new SpecException("shape must be a tuple of whole numbers, got (%s)".formatted(text));
      }
      if (!trailing) {
        long size = Long.parseLong(dimension.group(1));
        if (size > Integer.MAX_VALUE) {
          throw new SpecException(
              "a dimension must be at most %s, got %s".formatted(Integer.MAX_VALUE, size));
        }
        shape.add((int) size);
      }
    }
    return shape;
  }

  /** The text as NumPy writes it, without padding. */
  String text() {
    String sizes = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return "{'descr': '%s%s', 'fortran_order': %s, 'shape': (%s%s), }"
        .formatted(
            order == ByteOrder.BIG_ENDIAN ? ">" : "<",
            type,
            columnMajor ? "True" : "False",
            sizes,
            shape.size() == 1 ? "," : "");
  }
}
