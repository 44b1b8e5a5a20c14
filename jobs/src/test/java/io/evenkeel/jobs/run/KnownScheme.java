package io.evenkeel.jobs.run;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.core.sweep.Plan;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.jobs.sweepfile.SweepFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A scheme whose truth is known, as a line of a resource spells it: {@code depth width batch;
 * activation; init; loss}, with a bias after a plus behind the initialiser, and without the loss
 * where it is cross_entropy.
 */
record KnownScheme(
    int depth, int width, int batch, String activation, String init, String bias, String loss) {
  private static final String LOSS = "cross_entropy";

  /** Those that many seeds tell the truth of. */
  static List<KnownScheme> bySeeds() {
    return read("truth-by-seeds.txt");
  }

  /** Those that theory tells the truth of: wide ones. */
  static List<KnownScheme> byTheory() {
    return read("truth-by-theory.txt");
  }

  private static List<KnownScheme> read(String resource) {
    try (var stream = KnownScheme.class.getResourceAsStream(resource)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(KnownScheme::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KnownScheme parse(String line) {
    String[] parts = line.split("; ", -1);
    String[] sizes = parts[0].split(" ", -1);
    String[] weights = parts[2].split(" \\+ ", -1);
    return new KnownScheme(
        Integer.parseInt(sizes[0]),
        Integer.parseInt(sizes[1]),
        Integer.parseInt(sizes[2]),
        parts[1],
        weights[0],
        weights.length > 1 ? weights[1] : "none",
        parts.length > 3 ? parts[3] : LOSS);
  }

  /** The grid of a sweep file, of one seed after the other. */
  String grid(int firstSeed, int lastSeed) {
    return """
      - {depth: %s, width: %s, batch: %s, activation: "%s", init: "%s", bias: "%s", loss: "%s", seed: {from: %s, to: %s}}
    """
        .formatted(depth, width, batch, activation, init, bias, loss, firstSeed, lastSeed);
  }

  /** The first columns of the table: the scheme, depth, width, batch. */
  String text() {
    String with = bias.equals("none") ? "" : ", bias " + bias;
    String sent = loss.equals(LOSS) ? "" : ", loss " + loss;
    return "%s, %s%s%s | %s | %s | %s".formatted(activation, init, with, sent, depth, width, batch);
  }

  /** The cell of its trials, as tables name it. */
  Cell cell() {
    Trial trial =
        new Plan(SweepFile.parse("name: one\ngrids:\n" + grid(0, 0), "truth", List.of()))
            .trialAt(0);
    Map<String, Object> values = new HashMap<>();
    Cell.COLUMNS.forEach(column -> values.put(column.name(), column.value().apply(trial)));
    return Cell.of(values);
  }
}
