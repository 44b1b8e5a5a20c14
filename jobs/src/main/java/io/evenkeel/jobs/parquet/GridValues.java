package io.evenkeel.jobs.parquet;

import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialColumns;
import io.evenkeel.core.sweep.TrialIds;
import io.evenkeel.core.table.Column;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.io.api.Binary;

/**
 * The values of a trial's grid columns, as columns are written: texts as bytes. Names and identity
 * of a trial take longer to make than its other values. So the identity is made once for all rows
 * of a trial, and names once for consecutive trials that differ only in their seeds.
 */
final class GridValues {
  private final Object[] values = new Object[TrialColumns.GRID.size()];
  private final TrialIds ids = new TrialIds();
  private Trial last;

  static Binary bytes(String text) {
    return Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8));
  }

  /** In the order of {@link TrialColumns#GRID}; valid until the next call. */
  @SuppressWarnings("ReferenceEquality") // an equal trial elsewhere is merely read anew
  Object[] of(Trial trial) {
    if (trial == last) {
      return values;
    }
    boolean namesStay = last != null && trial.sameCell(last);
    for (int i = 0; i < values.length; i++) {
      Column<Trial> column = TrialColumns.GRID.get(i);
      if (column.name().equals(TrialColumns.ID)) {
        values[i] = ids.of(trial);
      } else if (!namesStay || column.name().equals(Axes.SEED.key())) {
        Object value = column.value().apply(trial);
        values[i] = value instanceof String text ? bytes(text) : value;
      }
    }
    last = trial;
    return values;
  }
}
