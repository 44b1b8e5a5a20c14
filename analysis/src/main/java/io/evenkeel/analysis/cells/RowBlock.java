package io.evenkeel.analysis.cells;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of a table as bytes. A value is null, an Integer, a Long, a Double, a Boolean or a String.
 */
final class RowBlock implements Serializable {
  private static final long serialVersionUID = 1;

  /** What follows in the bytes. */
  private static final int NULL = 0;

  private static final int INTEGER = 1;
  private static final int LONG = 2;
  private static final int DOUBLE = 3;
  private static final int BOOLEAN = 4;
  private static final int NEW_STRING = 5;
  private static final int KNOWN_STRING = 6;

  private final int rows;
  private final byte[] bytes;

  private RowBlock(int rows, byte[] bytes) {
    this.rows = rows;
    this.bytes = bytes;
  }

  /** A block of rows of equally many values. */
  static RowBlock of(List<Object[]> rows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      Map<String, Integer> strings = new HashMap<>();
      out.writeInt(rows.isEmpty() ? 0 : rows.get(0).length);
      for (Object[] row : rows) {
        for (Object value : row) {
          write(value, strings, out);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RowBlock(rows.size(), bytes.toByteArray());
  }

  private static void write(Object value, Map<String, Integer> strings, DataOutputStream out)
      throws IOException {
    if (value == null) {
      out.write(NULL);
    } else if (value instanceof Integer number) {
      out.write(INTEGER);
      out.writeInt(number);
    } else if (value instanceof Long number) {
      out.write(LONG);
      out.writeLong(number);
    } else if (value instanceof Double number) {
      out.write(DOUBLE);
      out.writeDouble(number);
    } else if (value instanceof Boolean flag) {
      out.write(BOOLEAN);
      out.writeBoolean(flag);
    } else {
      write((String) value, strings, out);
    }
  }

  private static void write(String text, Map<String, Integer> strings, DataOutputStream out)
      throws IOException {
    Integer known = strings.putIfAbsent(text, strings.size());
    if (known != null) {
      out.write(KNOWN_STRING);
      out.writeInt(known);
    } else {
      byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
      out.write(NEW_STRING);
      out.writeInt(encoded.length);
      out.write(encoded);
    }
  }

  /** The rows, in order. */
  List<Object[]> rows() {
    List<Object[]> read = new ArrayList<>(rows);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      List<String> strings = new ArrayList<>();
      int columns = in.readInt();
      for (int i = 0; i < rows; i++) {
        Object[] row = new Object[columns];
        for (int k = 0; k < columns; k++) {
          row[k] = value(in, strings);
        }
        read.add(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read;
  }

  private static Object value(DataInputStream in, List<String> strings) throws IOException {
    int kind = in.read();
    return switch (kind) {
      case NULL -> null;
      case INTEGER -> in.readInt();
      case LONG -> in.readLong();
      case DOUBLE -> in.readDouble();
      case BOOLEAN -> in.readBoolean();
      case NEW_STRING -> {
        strings.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
        yield strings.get(strings.size() - 1);
      }
      case KNOWN_STRING -> strings.get(in.readInt());
      default -> throw new IllegalStateException("a value of kind " + kind);
    };
  }
}
