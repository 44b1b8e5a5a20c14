package io.evenkeel.jobs.data;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.data.FileLabels;
import io.evenkeel.core.data.FileValues;

/** The classes of the rows of a file: whole numbers from 0. */
final class Labels {
  private static final int LARGEST = 65535;

  private Labels() {}

  /**
   * Keeps labels in {@link FileValues}.
   *
   * @param file as the user names it
   * @param table one column
   * @param rows that need a label
   * @throws SpecException if one is no class, or there is not one for each row
   */
  static FileLabels of(String file, Table table, int rows) {
    float[] labels = table.values(false);
    if (labels.length != rows) {
      throw new SpecException("%s has %s labels for %s rows".formatted(file, labels.length, rows));
    }
    int largest = 0;
    for (int row = 0; row < rows; row++) {
      float label = labels[row];
      if (!(label >= 0 && label <= LARGEST && label == Math.rint(label))) {
        throw new SpecException(
            "%s, row %s: a label must be a whole number from 0 to %s, got %s"
                .formatted(file, row, LARGEST, Numbers.text(label)));
      }
      largest = Math.max(largest, (int) label);
    }
    return new FileLabels(largest + 1, FileValues.keep(labels));
  }
}
