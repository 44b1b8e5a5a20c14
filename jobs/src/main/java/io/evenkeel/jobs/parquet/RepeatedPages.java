package io.evenkeel.jobs.parquet;

import io.evenkeel.core.table.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.plain.PlainValuesWriter;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridValuesWriter;
import org.apache.parquet.io.api.Binary;

/**
 * The pages of a column of names, counts or settings: consecutive rows often have the same value,
 * and a file has few different values. Runs of equal values are kept until the row group ends. Then
 * the column gets a dictionary, if that makes it smaller, and a minimum and a maximum.
 */
final class RepeatedPages extends ColumnPages {
  /** A dictionary with more bytes than this is not used. */
  private static final int LARGEST_DICTIONARY = 1 << 20;

  private static final int NULL = -1;

  private final Column.Type type;
  private final Map<Object, Integer> ids = new HashMap<>();
  private final List<Object> distinct = new ArrayList<>();

  /** The place of each run's value in {@link #distinct}, or {@link #NULL}. */
  private int[] values = new int[16];

  /** The number of rows of each run. */
  private int[] lengths = new int[16];

  private int runs;
  private int rows;
  private long dictionaryBytes;

  /** The last value, as it was given. */
  private Object last;

  RepeatedPages(Column<?> column, ColumnDescriptor descriptor, PageWriter pages) {
    super(column, descriptor, pages);
    this.type = column.type();
  }

  @Override
  void add(Object[] block, int n) {
    for (int i = 0; i < n; i++) {
      Object value = block[i];
      if (runs > 0 && same(value)) {
        lengths[runs - 1]++;
      } else {
        begin(value);
      }
    }
    rows += n;
  }

  @SuppressWarnings("ReferenceEquality") // most values that are equal are the same object
  private boolean same(Object value) {
    return value == last || (value != null && value.equals(last));
  }

  private void begin(Object value) {
    if (runs == values.length) {
      values = Arrays.copyOf(values, 2 * runs);
      lengths = Arrays.copyOf(lengths, 2 * runs);
    }
    if (value == null && !nullable) {
      throw noValue();
    }
    values[runs] = value == null ? NULL : id(value);
    lengths[runs] = 1;
    runs++;
    last = value;
  }

  private int id(Object value) {
    Object key = value instanceof String text ? Binary.fromString(text) : value;
    Integer known = ids.get(key);
    if (known != null) {
      return known;
    }
    int id = distinct.size();
    ids.put(key, id);
    distinct.add(key);
    dictionaryBytes += plainSize(key);
    return id;
  }

  private long plainSize(Object value) {
    return switch (type) {
      case INT32 -> Integer.BYTES;
      case INT64 -> Long.BYTES;
      case FLOAT64 -> Double.BYTES;
      case BOOLEAN -> 0;
      case STRING, TEXT -> Integer.BYTES + ((Binary) value).length();
    };
  }

  @Override
  long bufferedBytes() {
    return dictionaryBytes + Math.min((long) rows * width() / Byte.SIZE, (long) runs * Long.BYTES);
  }

  private int width() {
    return BytesUtils.getWidthFromMaxInt(Math.max(0, distinct.size() - 1));
  }

  @Override
  void finish() throws IOException {
    if (rows == 0) {
      return;
    }
    long plain = plainBytes();
    if (type != Column.Type.BOOLEAN
        && dictionaryBytes <= LARGEST_DICTIONARY
        && bufferedBytes() < plain) {
      writePages(new PageValues.Numbered(), PAGE_ROWS);
      pages().writeDictionaryPage(dictionary());
    } else {
      long fitting = PAGE_BYTES / Math.max(1, plain / rows);
      writePages(
          new PageValues.Plain(type, distinct), (int) Math.max(1, Math.min(PAGE_ROWS, fitting)));
    }
  }

  private long plainBytes() {
    long bytes = 0;
    for (int run = 0; run < runs; run++) {
      bytes += values[run] == NULL ? 0 : plainSize(distinct.get(values[run])) * lengths[run];
    }
    return bytes;
  }

  private DictionaryPage dictionary() {
    PlainValuesWriter writer = new PlainValuesWriter(INITIAL_BYTES, PAGE_BYTES, ALLOCATOR);
    for (Object value : distinct) {
      PageValues.put(writer, type, value);
    }
    return new DictionaryPage(writer.getBytes(), distinct.size(), PageValues.DICTIONARY);
  }

  /** A place in the runs. */
  private static final class Cursor {
    private int run;

    /** Rows of this run that are already written. */
    private int used;

    /** The largest place of a value so far. */
    private int largest;
  }

  /** Cuts the runs into pages. */
  private void writePages(PageValues values, int mostRows) throws IOException {
    RunLengthBitPackingHybridValuesWriter levels = levels();
    Cursor cursor = new Cursor();
    for (int begin = 0; begin < rows; begin += mostRows) {
      writePage(values, levels, cursor, Math.min(mostRows, rows - begin));
    }
    levels.close();
  }

  private void writePage(
      PageValues page, RunLengthBitPackingHybridValuesWriter levels, Cursor cursor, int inPage)
      throws IOException {
    Statistics<?> statistics = Statistics.createStats(descriptor.getPrimitiveType());
    long textBytes = 0;
    levels.reset();
    page.begin(largest(cursor, inPage));
    for (int done = 0; done < inPage; ) {
      int times = Math.min(inPage - done, lengths[cursor.run] - cursor.used);
      int id = values[cursor.run];
      if (nullable) {
        putLevels(levels, id == NULL ? 0 : 1, times);
      }
      if (id == NULL) {
        statistics.incrementNumNulls(times);
      } else {
        page.put(id, times);
        Object value = distinct.get(id);
        update(statistics, value);
        textBytes += value instanceof Binary text ? (long) text.length() * times : 0;
      }
      done += times;
      cursor.used += times;
      if (cursor.used == lengths[cursor.run]) {
        cursor.run++;
        cursor.used = 0;
      }
    }
    writePage(inPage, levels, page.bytes(), page.encoding(), statistics, textBytes);
  }

  private int largest(Cursor cursor, int inPage) {
    int run = cursor.run;
    for (int seen = -cursor.used; seen < inPage; seen += lengths[run], run++) {
      cursor.largest = Math.max(cursor.largest, values[run]);
    }
    return cursor.largest;
  }

  private static void putLevels(
      RunLengthBitPackingHybridValuesWriter levels, int level, int times) {
    for (int i = 0; i < times; i++) {
      levels.writeInteger(level);
    }
  }

  private void update(Statistics<?> statistics, Object value) {
    switch (type) {
      case INT32 -> statistics.updateStats((int) (Integer) value);
      case INT64 -> statistics.updateStats((long) (Long) value);
      case FLOAT64 -> statistics.updateStats((double) (Double) value);
      case BOOLEAN -> statistics.updateStats((boolean) (Boolean) value);
      case STRING, TEXT -> statistics.updateStats((Binary) value);
    }
  }
}
