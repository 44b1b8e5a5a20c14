package io.evenkeel.jobs.parquet;

import io.evenkeel.core.table.Column;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.plain.BooleanPlainValuesWriter;
import org.apache.parquet.column.values.plain.PlainValuesWriter;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.io.api.Binary;

/**
 * Encodes the values of a page of {@link RepeatedPages}, which are given by their places in a list
 * of different values.
 */
interface PageValues {
  /**
   * The name of the encoding that every reader knows; old readers do not know that of version 2 of
   * the format.
   */
  @SuppressWarnings("deprecation")
  Encoding DICTIONARY = Encoding.PLAIN_DICTIONARY;

  /**
   * Begins a page.
   *
   * @param largest the largest place of a value in this page or an earlier one
   */
  void begin(int largest);

  /** Appends the value at a place {@code times} times. */
  void put(int place, int times) throws IOException;

  /** The bytes of the page so far. */
  BytesInput bytes() throws IOException;

  Encoding encoding();

  /** Appends a value of a column to a writer of plain values. */
  static void put(ValuesWriter writer, Column.Type type, Object value) {
    switch (type) {
      case INT32 -> writer.writeInteger((Integer) value);
      case INT64 -> writer.writeLong((Long) value);
      case FLOAT64 -> writer.writeDouble((Double) value);
      case BOOLEAN -> writer.writeBoolean((Boolean) value);
      case STRING, TEXT -> writer.writeBytes((Binary) value);
    }
  }

  /**
   * Values as their places in the dictionary: first the width of a place in bits, then the places.
   */
  final class Numbered implements PageValues {
    private RunLengthBitPackingHybridEncoder encoder;
    private int width;

    @Override
    public void begin(int largest) {
      width = BytesUtils.getWidthFromMaxInt(largest);
      encoder =
          new RunLengthBitPackingHybridEncoder(
              width, ColumnPages.INITIAL_BYTES, ColumnPages.PAGE_BYTES, ColumnPages.ALLOCATOR);
    }

    @Override
    public void put(int place, int times) throws IOException {
      for (int i = 0; i < times; i++) {
        encoder.writeInt(place);
      }
    }

    @Override
    public BytesInput bytes() throws IOException {
      return BytesInput.concat(BytesInput.from(new byte[] {(byte) width}), encoder.toBytes());
    }

    @Override
    public Encoding encoding() {
      return DICTIONARY;
    }
  }

  /** Values as they are, without a dictionary. */
  final class Plain implements PageValues {
    private final Column.Type type;
    private final List<Object> distinct;
    private final ValuesWriter writer;

    /**
     * @param type of the values
     * @param distinct the different values, by place
     */
    Plain(Column.Type type, List<Object> distinct) {
      this.type = type;
      this.distinct = distinct;
      writer =
          type == Column.Type.BOOLEAN
              ? new BooleanPlainValuesWriter()
              : new PlainValuesWriter(
                  ColumnPages.INITIAL_BYTES, ColumnPages.PAGE_BYTES, ColumnPages.ALLOCATOR);
    }

    @Override
    public void begin(int largest) {
      writer.reset();
    }

    @Override
    public void put(int place, int times) {
      for (int i = 0; i < times; i++) {
        PageValues.put(writer, type, distinct.get(place));
      }
    }

    @Override
    public BytesInput bytes() {
      return writer.getBytes();
    }

    @Override
    public Encoding encoding() {
      return Encoding.PLAIN;
    }
  }
}
