package io.evenkeel.core.sweep;

import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.table.Column;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * SHA-256 of every column of both result tables of a sweep, computed by the real trial runner in a
 * process of its own: which kernels serve a process, and which ones OpenBLAS takes, is decided once
 * in its life.
 */
final class TableHashes {
  /** Sweeps whose results are pinned: one for each way in which an engine computes a layer. */
  static final List<String> SWEEPS =
      List.of("explicit", "openblas", "gaussian", "haar", "sparse", "identity", "constant");

  private TableHashes() {}

  /**
   * Prints which kernels compute, then a line {@code sweep table column hash} for each column.
   *
   * @param args names of sweeps
   */
  public static void main(String[] args) throws IOException {
    System.out.println(Kernels.name());
    for (String sweep : args) {
      of(sweep).forEach(System.out::println);
    }
  }

  private static List<String> of(String sweep) throws IOException {
    Plan plan = Plan.fromCanonical(text(sweep + ".sweep").strip());
    Hashed<TrialResult> trials = new Hashed<>(TrialColumns.ALL);
    Hashed<LayerRow> layers = new Hashed<>(LayerColumns.ALL);
    try (TrialRunner runner = new TrialRunner()) {
      for (long place = 0; place < plan.trials(); place++) {
        Trial trial = plan.trialAt(place);
        Optional<String> reason = plan.feasibility(trial).reason();
        TrialResult result =
            reason.isPresent()
                ? TrialResult.notComputed(trial, TrialStatus.INVALID, reason.get())
                : runner.run(trial);
        trials.add(result);
        result.layerRows().forEach(layers::add);
      }
    }
    List<String> lines = new ArrayList<>();
    lines.addAll(trials.lines(sweep + " trials "));
    lines.addAll(layers.lines(sweep + " layers "));
    return lines;
  }

  /** The text of a file that belongs to the pinned sweeps. */
  static String text(String file) throws IOException {
    try (InputStream in = TableHashes.class.getResourceAsStream("/pinned/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** A table of which only the hashes of its columns are kept. */
  private static final class Hashed<R> {
    private final List<Column<R>> columns;
    private final List<MessageDigest> digests;

    Hashed(List<Column<R>> columns) {
      this.columns = columns;
      digests = columns.stream().map(column -> sha256()).toList();
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    void add(R row) {
      for (int i = 0; i < columns.size(); i++) {
        String value = exact(columns.get(i).value().apply(row)) + "\n";
        digests.get(i).update(value.getBytes(StandardCharsets.UTF_8));
      }
    }

    /** A text that differs for any two values that differ; all NaN are one value. */
    private static String exact(Object value) {
      return value instanceof Double x
          ? Long.toHexString(Double.doubleToLongBits(x))
          : String.valueOf(value);
    }

    List<String> lines(String prefix) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        String hash = HexFormat.of().formatHex(digests.get(i).digest());
        lines.add(prefix + columns.get(i).name() + " " + hash);
      }
      return lines;
    }
  }
}
