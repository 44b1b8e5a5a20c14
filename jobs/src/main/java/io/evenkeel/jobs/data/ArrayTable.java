package io.evenkeel.jobs.data;

import io.evenkeel.core.SpecException;
import io.evenkeel.jobs.tensor.NamedArrays;
import io.evenkeel.jobs.tensor.Npy;
import io.evenkeel.jobs.tensor.NumpyArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an array of NumPy as a table: the first dimension of the array is that of the rows, and all
 * further ones are the values of a row.
 */
final class ArrayTable {
  private ArrayTable() {}

  /**
   * Reads a file.
   *
   * @param file as the user names it
   * @param member of an .npz file; blank for the only one
   * @param columns numbers, see {@link Columns}
   * @throws SpecException on one line with the place, if it holds no such array of finite numbers
   * @throws IOException if it cannot be read
   */
  static Table read(Path path, String file, String member, Columns columns) throws IOException {
    NumpyArray array = array(path, file, member);
    if (array.shape().size() < 2) {
      throw new SpecException(
          "%s: an input needs an array of rows, got one of shape %s"
              .formatted(file, array.shape()));
    }
    int rows = array.shape().get(0);
    int width = rows == 0 ? 0 : array.length() / rows;
    if (width == 0) {
      throw new SpecException("%s has no row: its shape is %s".formatted(file, array.shape()));
    }
    int[] places = columns.chosen(file, List.of(), width);
    double[] values = array.doubles();
    Table table = new Table(file, places.length);
    for (int i = 0; i < rows; i++) {
      int row = i;
      for (int place : places) {
        table.add(values[row * width + place], () -> "row %s, column %s".formatted(row, place));
      }
    }
    return table;
  }

  /**
   * Reads the labels of an .npz file: an array of one number for each row.
   *
   * @throws SpecException if there is no such array
   */
  static Table labels(Path path, String file, String member) throws IOException {
    NumpyArray array = array(path, file, member);
    int rows = array.shape().isEmpty() ? 0 : array.shape().get(0);
    if (rows == 0 || array.length() != rows) {
      throw new SpecException(
          "%s: labels need an array of one number for each row, got one of shape %s"
              .formatted(file, array.shape()));
    }
    Table table = new Table(file, 1);
    double[] values = array.doubles();
    for (int i = 0; i < rows; i++) {
      int row = i;
      table.add(values[row], () -> "array %s, row %s".formatted(member, row));
    }
    return table;
  }

  private static NumpyArray array(Path path, String file, String member) throws IOException {
    Optional<NamedArrays> named = NamedArrays.read(path);
    if (named.isEmpty()) {
      return Npy.read(path);
    }
    Map<String, NumpyArray> arrays = named.get().arrays();
    if (member.isBlank() && arrays.size() != 1) {
      throw new SpecException(
          "%s holds %s: say which with member="
              .formatted(file, String.join(", ", named.get().names())));
    }
    return member.isBlank() ? arrays.values().iterator().next() : named.get().member(file, member);
  }
}
