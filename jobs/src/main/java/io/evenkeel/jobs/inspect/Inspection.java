package io.evenkeel.jobs.inspect;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.jobs.tensor.NamedArrays;
import io.evenkeel.jobs.tensor.NumpyArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The findings on a file of weights.
 *
 * @param matrices arrays of two dimensions or more, in the order of the file
 * @param others names of the other arrays: biases, numbers, and arrays that are not read, with
 *     their types
 * @param alike pairs of matrices that hold the same numbers, up to a factor
 * @param propagation the course of a signal through the matrices; empty if it was not asked for
 */
public record Inspection(
    List<MatrixReport> matrices,
    List<String> others,
    List<Alike> alike,
    Optional<Propagation> propagation) {
  /**
   * Two matrices that hold the same numbers.
   *
   * @param first the earlier one in the file
   * @param second the later
   * @param factor second / first
   * @param whole whether they have the same shape; if not, one begins with the numbers of the other
   */
  public record Alike(String first, String second, double factor, boolean whole) {
    private String text() {
      boolean once = Math.abs(factor - 1) < 1e-6;
      if (whole) {
        return once
            ? "%s is a copy of %s".formatted(second, first)
            : "%s is %s times %s".formatted(second, SchemeMatch.rounded(factor), first);
      }
      String times = once ? "" : SchemeMatch.rounded(factor) + " times ";
      return "%s and %s begin alike (%sthe same numbers): drawn from one seed"
          .formatted(second, first, times);
    }
  }

  /** Copies the lists. */
  public Inspection {
    matrices = List.copyOf(matrices);
    others = List.copyOf(others);
    alike = List.copyOf(alike);
  }

  private static final Pattern TORCH = Pattern.compile("(?i)\\.(pt|pth|ckpt|bin)$");
  private static final Pattern KERAS = Pattern.compile("(?i)\\.(h5|keras|hdf5)$");

  /**
   * Inspects a file.
   *
   * @param file {@code .npz} or {@code .safetensors}
   * @param transposed whether matrices are stored as {@code [inputs][units]}
   * @param activation activation after each matrix, if a signal is to be carried through them in
   *     the order of the file; empty if not
   * @throws SpecException on one line, if the file is of neither kind or holds no matrix
   * @throws IOException if it cannot be read
   */
  public static Inspection of(Path file, boolean transposed, Optional<Activation> activation)
      throws IOException {
    List<WeightMatrix> matrices = new ArrayList<>();
    List<String> others = new ArrayList<>();
    if (!Files.exists(file)) {
      throw new SpecException("there is no file %s".formatted(file));
    }
    NamedArrays arrays = NamedArrays.read(file).orElseThrow(() -> other(file));
    for (Map.Entry<String, NumpyArray> entry : arrays.arrays().entrySet()) {
      if (entry.getValue().shape().size() >= 2 && entry.getValue().length() > 0) {
        matrices.add(WeightMatrix.of(entry.getKey(), entry.getValue(), transposed));
      } else {
        others.add(entry.getKey());
      }
    }
    arrays.others().forEach((name, type) -> others.add("%s (%s)".formatted(name, type)));
    if (matrices.isEmpty()) {
      throw new SpecException("%s: there is no matrix in it, only %s".formatted(file, others));
    }
    return new Inspection(
        matrices.stream().map(MatrixReport::of).toList(),
        others,
        Copies.of(matrices),
        activation.map(phi -> Propagation.of(matrices, phi)));
  }

  private static SpecException other(Path file) {
    String hint =
        TORCH.matcher(file.toString()).find()
            ? "; safetensors.torch.save_file(model.state_dict(), \"model.safetensors\") writes one"
            : KERAS.matcher(file.toString()).find()
                ? "; numpy.savez(\"model.npz\", *model.get_weights()) writes one"
                : "";
    return new SpecException(
        "%s: inspect reads .npz and .safetensors files%s".formatted(file, hint));
  }

  /** Faults that a person should look at, one line each. */
  public List<String> warnings() {
    List<String> lines = new ArrayList<>();
    for (Alike pair : alike) {
      lines.add(pair.text());
    }
    for (MatrixReport matrix : matrices) {
      note(lines, matrix, matrix.nonFinite(), "entry is", "entries are", "NaN or infinite");
      boolean dead = matrix.zeroRows() == matrix.units();
      if (dead) {
        lines.add(matrix.name() + " is dead: all of its weights are 0");
      } else {
        note(lines, matrix, matrix.zeroRows(), "unit has", "units have", "weights of 0 alone");
        boolean constant = matrix.std() <= 1e-6 * Math.abs(matrix.mean());
        int equal = constant ? 0 : matrix.equalRows();
        note(lines, matrix, equal, "unit has", "units have", "the weights of another unit");
      }
    }
    return lines;
  }

  private static void note(
      List<String> lines, MatrixReport matrix, int count, String one, String many, String what) {
    if (count > 0) {
      lines.add("%s: %s %s %s".formatted(matrix.name(), count, count == 1 ? one : many, what));
    }
  }

  /** Names of the matrices. */
  public List<String> names() {
    return Arrays.asList(matrices.stream().map(MatrixReport::name).toArray(String[]::new));
  }
}
