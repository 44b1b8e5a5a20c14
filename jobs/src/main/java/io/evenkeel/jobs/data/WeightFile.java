package io.evenkeel.jobs.data;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.data.FileValues;
import io.evenkeel.core.data.RowMoments;
import io.evenkeel.core.init.FileWeights;
import io.evenkeel.jobs.tensor.NamedArrays;
import io.evenkeel.jobs.tensor.Npy;
import io.evenkeel.jobs.tensor.NumpyArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the weight matrices of a file, in the order of layers: the order of the file, or that of
 * the given names. A matrix is {@code [fan_out][fan_in]}, as PyTorch stores it; arrays of one
 * dimension (biases) are left out.
 */
final class WeightFile {
  private WeightFile() {}

  /** A matrix by its name. */
  private record Matrix(String name, NumpyArray array, boolean transposed) {
    int units() {
      return transposed ? array.columns() : array.rows();
    }

    int inputs() {
      return transposed ? array.rows() : array.columns();
    }

    void copy(float[] target, int at) {
      float[] values = array.floats();
      for (int unit = 0; unit < units(); unit++) {
        for (int input = 0; input < inputs(); input++) {
          target[at + unit * inputs() + input] =
              values[transposed ? input * units() + unit : unit * inputs() + input];
        }
      }
    }
  }

  /**
   * Reads a file and keeps its weights in {@link FileValues}.
   *
   * @param file as the user names it
   * @param name of the file in results
   * @param members names in the order of layers, separated by commas; blank for all matrices in the
   *     order of the file
   * @param transposed whether matrices are stored as {@code [inputs][units]}
   * @throws SpecException on one line with the place, if they are no weights of one network
   * @throws IOException if it cannot be read
   */
  static FileWeights read(Path path, String file, String name, String members, boolean transposed)
      throws IOException {
    List<Matrix> matrices = matrices(file, arrays(path, file), members, transposed);
    List<Integer> units = new ArrayList<>();
    units.add(matrices.get(0).inputs());
    long entries = 0;
    for (int layer = 0; layer < matrices.size(); layer++) {
      Matrix matrix = matrices.get(layer);
      if (matrix.inputs() != units.get(layer)) {
        throw new SpecException(
            "%s, array %s: layer %s must have %s inputs, as many as the layer before has units, got %s"
                .formatted(file, matrix.name(), layer, units.get(layer), matrix.inputs()));
      }
      units.add(matrix.units());
      entries += matrix.array().length();
    }
    if (entries > Table.MOST_VALUES) {
      throw new SpecException(
          "%s has %s weights, more than the %s that init may have"
              .formatted(file, entries, Table.MOST_VALUES));
    }
    float[] values = new float[(int) entries];
    int at = 0;
    for (Matrix matrix : matrices) {
      matrix.copy(values, at);
      requireFinite(file, matrix, values, at);
      at += matrix.array().length();
    }
    double mean = mean(values);
    return new FileWeights(
        name,
        units,
        RowMoments.sixDigits(mean),
        RowMoments.sixDigits(std(values, mean)),
        FileValues.keep(values));
  }

  private static NamedArrays arrays(Path path, String file) throws IOException {
    if (path.toString().toLowerCase(Locale.ROOT).endsWith(".npy")) {
      return new NamedArrays(Map.of("", Npy.read(path)), Map.of());
    }
    return NamedArrays.read(path)
        .orElseThrow(
            () ->
                new SpecException(
                    "file must end in .npz, .safetensors or .npy, got '%s'".formatted(file)));
  }

  private static List<Matrix> matrices(
      String file, NamedArrays arrays, String members, boolean transposed) {
    Map<String, NumpyArray> chosen =
        members.isBlank() ? arrays.arrays() : chosen(file, arrays, members);
    List<Matrix> matrices = new ArrayList<>();
    chosen.forEach(
        (name, array) -> {
          int dimensions = array.shape().size();
          if (dimensions == 2 && array.length() > 0) {
            matrices.add(new Matrix(name, array, transposed));
          } else if (dimensions > 1 || !members.isBlank()) {
            throw new SpecException(
                "%s, array %s: a weight matrix has two dimensions, got shape %s"
                    .formatted(file, name, array.shape()));
          }
        });
    if (matrices.isEmpty()) {
      throw new SpecException("%s holds no weight matrix".formatted(file));
    }
    return matrices;
  }

  private static Map<String, NumpyArray> chosen(String file, NamedArrays arrays, String members) {
    Map<String, NumpyArray> chosen = new LinkedHashMap<>();
    for (String part : members.split(",", -1)) {
      String member = part.strip();
      if (chosen.put(member, arrays.member(file, member)) != null) {
        throw new SpecException("%s: member %s is given twice".formatted(file, member));
      }
    }
    return chosen;
  }

  private static void requireFinite(String file, Matrix matrix, float[] values, int from) {
    for (int i = from; i < from + matrix.array().length(); i++) {
      if (!Float.isFinite(values[i])) {
        int unit = (i - from) / matrix.inputs();
        String place =
            "array %s, unit %s, input %s"
                .formatted(matrix.name(), unit, (i - from) % matrix.inputs());
        throw Table.notFinite(file, place, Numbers.text(values[i]));
      }
    }
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double std(float[] values, double mean) {
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / values.length);
  }
}
