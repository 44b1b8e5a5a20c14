package io.evenkeel.jobs.parquet;

import io.evenkeel.core.table.Column;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridValuesWriter;
import org.apache.parquet.io.api.Binary;

/**
 * The pages of a column whose values differ from row to row. They are encoded as {@code PLAIN},
 * without a dictionary and without minimum and maximum. All NaNs have the same bit pattern.
 */
final class MeasuredPages extends ColumnPages {
  private static final VarHandle DOUBLE =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final boolean text;
  private final RunLengthBitPackingHybridValuesWriter levels = levels();
  private byte[] bytes = new byte[1 << 12];
  private int size;
  private int rows;
  private long textBytes;

  MeasuredPages(Column<?> column, ColumnDescriptor descriptor, PageWriter pages) {
    super(column, descriptor, pages);
    this.text = column.type() == Column.Type.TEXT;
  }

  @Override
  void add(Object[] values, int n) throws IOException {
    if (nullable) {
      for (int i = 0; i < n; i++) {
        levels.writeInteger(values[i] == null ? 0 : 1);
      }
    }
    if (text) {
      addTexts(values, n);
    } else {
      addDoubles(values, n);
    }
    rows += n;
    if (rows >= PAGE_ROWS || size >= PAGE_BYTES) {
      endPage();
    }
  }

  private void addDoubles(Object[] values, int n) {
    reserve(n * Double.BYTES);
    byte[] to = bytes;
    int at = size;
    for (int i = 0; i < n; i++) {
      if (values[i] instanceof Double value) {
        double x = value;
        DOUBLE.set(to, at, Double.isNaN(x) ? Double.NaN : x);
        at += Double.BYTES;
      } else {
        checkNull(values[i]);
      }
    }
    size = at;
  }

  private void addTexts(Object[] values, int n) {
    for (int i = 0; i < n; i++) {
      if (values[i] == null) {
        checkNull(null);
      } else {
        byte[] utf8 =
            values[i] instanceof Binary binary
                ? binary.getBytesUnsafe()
                : ((String) values[i]).getBytes(StandardCharsets.UTF_8);
        reserve(Integer.BYTES + utf8.length);
        INT.set(bytes, size, utf8.length);
        System.arraycopy(utf8, 0, bytes, size + Integer.BYTES, utf8.length);
        size += Integer.BYTES + utf8.length;
        textBytes += utf8.length;
      }
    }
  }

  private void checkNull(Object value) {
    if (value != null) {
      throw new ClassCastException("a double is needed, got " + value.getClass());
    }
    if (!nullable) {
      throw noValue();
    }
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  @Override
  long bufferedBytes() {
    return size + levels.getBufferedSize() + pages().getMemSize();
  }

  @Override
  void finish() throws IOException {
    if (rows > 0) {
      endPage();
    }
    levels.close();
  }

  private void endPage() throws IOException {
    writePage(
        rows,
        levels,
        BytesInput.from(bytes, 0, size),
        Encoding.PLAIN,
        Statistics.noopStats(descriptor.getPrimitiveType()),
        textBytes);
    levels.reset();
    size = 0;
    rows = 0;
    textBytes = 0;
  }
}
