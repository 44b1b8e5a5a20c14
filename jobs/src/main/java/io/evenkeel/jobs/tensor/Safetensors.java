package io.evenkeel.jobs.tensor;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.core.SpecException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Files with named arrays, {@code .safetensors}: the length of a JSON header in 8 bytes, the
 * header, the values (https://huggingface.co/docs/safetensors). The types F64, F32, F16 and BF16
 * are read; values of the last two are exact as float32.
 */
final class Safetensors {
  private static final long LONGEST_HEADER = 100_000_000;
  private static final long MOST_VALUES = Integer.MAX_VALUE - 8L;
  private static final String METADATA = "__metadata__";

  /** Refuses a header that names an array twice. */
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  /** The bytes of a value, by type. */
  private static final Map<String, Integer> READ =
      Map.of("F64", Double.BYTES, "F32", Float.BYTES, "F16", Short.BYTES, "BF16", Short.BYTES);

  private Safetensors() {}

  /**
   * Reads all arrays of the types that are read. Their order is that of the header. If the header
   * is in alphabetical order, as in files that the safetensors library writes, numbers in names are
   * compared as numbers, so that layer 2 comes before layer 10.
   *
   * @throws SpecException on one line that names file and array, if it is not such a file
   * @throws IOException if it cannot be read
   */
  static NamedArrays read(Path file) throws IOException {
    long size = Files.size(file);
    byte[] header = header(file, size);
    long begin = (long) Long.BYTES + header.length;
    Map<String, NumpyArray> arrays = new LinkedHashMap<>();
    Map<String, String> others = new LinkedHashMap<>();
    JsonNode tree = tree(file, header);
    try (FileChannel channel = FileChannel.open(file)) {
      for (String name : names(tree)) {
        JsonNode entry = tree.get(name);
        String type = entry.path("dtype").asText();
        if (READ.containsKey(type) || !type.matches("[A-Z][A-Z0-9_]+")) {
          String what = "%s, array %s".formatted(file, name);
          arrays.put(name, array(channel, what, entry, begin, size));
        } else {
          others.put(name, type);
        }
      }
    }
    if (arrays.isEmpty() && others.isEmpty()) {
      throw new SpecException("%s: there is no array in it".formatted(file));
    }
    return new NamedArrays(arrays, others);
  }

  /** The names of the arrays in the order of layers, as far as names show it. */
  private static List<String> names(JsonNode tree) {
    List<String> names = new ArrayList<>();
    tree.fieldNames().forEachRemaining(names::add);
    names.remove(METADATA);
    // The library sorts by type before it sorts by name.
    Map<String, String> last = new HashMap<>();
    for (String name : names) {
      String before = last.put(tree.get(name).path("dtype").asText(), name);
      if (before != null && before.compareTo(name) > 0) {
        return names;
      }
    }
    names.sort(Comparator.comparing(Safetensors::padded));
    return names;
  }

  /**
   * A name whose numbers are padded to one length, so that alphabetical order is that of the
   * numbers.
   */
  private static String padded(String name) {
    return NUMBER
        .matcher(name)
        .replaceAll(
            number -> "0".repeat(Math.max(0, 20 - number.group().length())) + number.group());
  }

  private static byte[] header(Path file, long size) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      byte[] length = in.readNBytes(Long.BYTES);
      long bytes =
          length.length < Long.BYTES
              ? -1
              : ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (bytes < 2 || bytes > LONGEST_HEADER || bytes > size - Long.BYTES) {
        throw new SpecException(
            length.length < Long.BYTES
                ? "%s: this is no .safetensors file: it has %s bytes".formatted(file, length.length)
                : "%s: this is no .safetensors file: its header would have %s bytes"
                    .formatted(file, bytes));
      }
      return in.readNBytes((int) bytes);
    }
  }

  private static JsonNode tree(Path file, byte[] header) throws IOException {
    try {
      JsonNode tree = JSON.readTree(header);
      if (tree.isObject()) {
        return tree;
      }
    } catch (JsonProcessingException e) {
      if (e.getOriginalMessage().startsWith("Duplicate")) {
        throw new SpecException("%s: two arrays have one name in its header".formatted(file));
      }
    }
    throw new SpecException("%s: the header of this .safetensors file is no JSON".formatted(file));
  }

  private static NumpyArray array(
      FileChannel channel, String what, JsonNode entry, long begin, long size) throws IOException {
    String type = entry.path("dtype").asText();
    if (!READ.containsKey(type)) {
      throw new SpecException(
          "%s: values must be F64, F32, F16 or BF16, got '%s'".formatted(what, type));
    }
    int bytes = READ.get(type);
    List<Integer> shape = new ArrayList<>();
    for (JsonNode dimension : entry.path("shape")) {
      if (!dimension.canConvertToInt() || dimension.intValue() < 0) {
        throw new SpecException("%s: the shape is not one of whole numbers".formatted(what));
      }
      shape.add(dimension.intValue());
    }
    long from = entry.path("data_offsets").path(0).asLong(-1);
    long to = entry.path("data_offsets").path(1).asLong(-1);
    long length;
    try {
      length = NumpyArray.length(shape);
    } catch (ArithmeticException e) {
      throw new SpecException("%s: the shape has more than 2^63 values".formatted(what));
    }
    if (length > MOST_VALUES || from < 0 || to - from != length * bytes || to > size - begin) {
      throw new SpecException(
          "%s: bytes %s to %s of the file's values do not hold %s values of type %s"
              .formatted(what, from, to, length, type));
    }
    return values(channel, begin + from, shape, (int) length, type, bytes);
  }

  private static NumpyArray values(
      FileChannel channel, long from, List<Integer> shape, int length, String type, int bytes)
      throws IOException {
    double[] wide = type.equals("F64") ? new double[length] : new double[0];
    float[] single = type.equals("F64") ? new float[0] : new float[length];
    int chunk = 1 << 16;
    ByteBuffer buffer = ByteBuffer.allocate(chunk * bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < length; at += chunk) {
      int count = Math.min(chunk, length - at);
      buffer.clear().limit(count * bytes);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, from + (long) at * bytes + buffer.position()) < 0) {
          throw new IOException("the file became shorter while it was read");
        }
      }
      buffer.flip();
      for (int i = at; i < at + count; i++) {
        switch (type) {
          case "F64" -> wide[i] = buffer.getDouble();
          case "F32" -> single[i] = buffer.getFloat();
          case "BF16" -> single[i] = Float.intBitsToFloat(buffer.getShort() << Short.SIZE);
          default -> single[i] = half(buffer.getShort());
        }
      }
    }
    return type.equals("F64") ? NumpyArray.of(shape, wide) : NumpyArray.of(shape, single);
  }

  /** The value of a half-precision number (IEEE 754 binary16). */
  static float half(short bits) {
    int exponent = (bits >> 10) & 0x1F;
    int mantissa = bits & 0x3FF;
    float magnitude =
        exponent == 0
            ? mantissa * 0x1p-24f
            : exponent == 0x1F
                ? (mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN)
                : Math.scalb(1 + mantissa * 0x1p-10f, exponent - 15);
    return bits < 0 ? -magnitude : magnitude;
  }
}
