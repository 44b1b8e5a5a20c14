package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.stability.StabilityTable;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.analysis.verdict.Verdict;
import io.evenkeel.jobs.parquet.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Verdicts of few seeds against what is true of the scheme: by many other seeds, or by mean-field
 * theory. {@code docs/verdict-truth.md} has the table; {@code -Devenkeel.write=true} writes it
 * anew, and {@code -Devenkeel.truth=DIR} keeps the runs that it is made from, or takes those that
 * are there.
 */
class VerdictTruthTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "verdict-truth.md");

  /** The seeds that schemes are judged by, disjoint from those that tell their truth. */
  private static final int[][] JUDGED = {{0, 29}, {100, 159}};

  private static final int[] TRUTH = {1_000_000, 1_009_999};

  private static final List<KnownScheme> BY_SEEDS = KnownScheme.bySeeds();
  private static final List<KnownScheme> BY_THEORY = KnownScheme.byTheory();

  @TempDir private Path temporary;

  private final List<String> wrong = new ArrayList<>();
  private int cells;
  private int verdicts;
  private int undecided;

  @Tag("long")
  @Test
  void verdictsOfFewSeedsAreTrue() throws IOException {
    Map<KnownScheme, StabilityRow> many = run("many", BY_SEEDS, TRUTH);
    List<Map<KnownScheme, StabilityRow>> judged = new ArrayList<>();
    for (int[] seeds : JUDGED) {
      judged.add(run("few-" + seeds[0], all(), seeds));
    }
    StringBuilder table = new StringBuilder();
    for (KnownScheme scheme : all()) {
      List<StabilityRow> rows = judged.stream().map(few -> few.get(scheme)).toList();
      KnownTruth truth =
          Optional.ofNullable(many.get(scheme))
              .map(row -> TruthBySeeds.of(row.summary()))
              .orElseGet(() -> TruthByTheory.of(rows.get(0).cell()));
      table.append(line(scheme, truth, rows));
    }
    String document = document(table);
    if (Boolean.getBoolean("evenkeel.write")) {
      Files.writeString(DOCUMENT, document);
    }
    assertThat(wrong).as("wrong").hasSizeLessThanOrEqualTo(mostWrong(cells));
    assertThat(Files.readString(DOCUMENT)).isEqualTo(document);
  }

  /** What the document says of itself, without computing it anew. */
  @Test
  void theTableHasEverySchemeAndNoMoreErrorsThanStated() throws IOException {
    List<String> lines = Files.readAllLines(DOCUMENT);
    List<String> rows =
        lines.stream().filter(line -> line.startsWith("| ") && line.contains("|")).skip(1).toList();
    assertThat(rows).hasSize(all().size()).hasSizeGreaterThanOrEqualTo(60);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i)).startsWith("| " + all().get(i).text() + " |");
    }
    long marked = rows.stream().filter(row -> row.contains("**")).count();
    assertThat(marked).isLessThanOrEqualTo(mostWrong(JUDGED.length * rows.size()));
  }

  private static List<KnownScheme> all() {
    List<KnownScheme> all = new ArrayList<>(BY_SEEDS);
    all.addAll(BY_THEORY);
    return all;
  }

  /** All verdicts of a cell are right with 95 %: more errors have a probability of 0.1 %. */
  private static int mostWrong(int cells) {
    return new BinomialDistribution(null, cells, Thresholds.DEFAULT.errorRate())
        .inverseCumulativeProbability(0.999);
  }

  private Map<KnownScheme, StabilityRow> run(String name, List<KnownScheme> schemes, int[] seeds)
      throws IOException {
    StringBuilder sweep = new StringBuilder("name: truth\ngrids:\n");
    schemes.forEach(scheme -> sweep.append(scheme.grid(seeds[0], seeds[1])));
    String kept = System.getProperty("evenkeel.truth", temporary.toString());
    Path folder = Path.of(kept, name).toAbsolutePath();
    if (!Files.exists(folder)) {
      RunPlan plan = Sweeps.plan(sweep.toString());
      new SweepRun(plan, folder.toString(), new RunFolder.Heard()).execute(LocalSpark.session());
    }
    List<StabilityRow> rows =
        StabilityTable.compute(LocalSpark.session(), folder.toString(), Thresholds.DEFAULT);
    Map<Cell, StabilityRow> byCell =
        rows.stream().collect(Collectors.toMap(StabilityRow::cell, Function.identity()));
    Map<KnownScheme, StabilityRow> found = new HashMap<>();
    for (KnownScheme scheme : schemes) {
      assertThat(byCell).as(scheme.text()).containsKey(scheme.cell());
      StabilityRow row = byCell.get(scheme.cell());
      assertThat(row.summary().trials()).as(scheme.text()).isEqualTo(seeds[1] - seeds[0] + 1);
      found.put(scheme, row);
    }
    return found;
  }

  private String line(KnownScheme scheme, KnownTruth truth, List<StabilityRow> rows) {
    StringBuilder line = new StringBuilder("| " + scheme.text() + " | " + truth.source());
    line.append(part(truth.forward(), rows.stream().map(StabilityRow::forwardVerdict).toList()));
    line.append(part(truth.backward(), rows.stream().map(StabilityRow::backwardVerdict).toList()));
    line.append(part(truth.inputs(), rows.stream().map(StabilityRow::correlationVerdict).toList()));
    line.append(part(truth.loss(), rows.stream().map(StabilityRow::lossVerdict).toList()));
    line.append(" |\n");
    for (StabilityRow row : rows) {
      cells++;
      if (!truth.allows(row)) {
        wrong.add(line.toString());
      }
    }
    return line.toString();
  }

  private String part(KnownTruth.Part truth, List<Optional<Verdict>> judged) {
    List<String> words = new ArrayList<>();
    for (Optional<Verdict> verdict : judged) {
      String word = verdict.map(Verdict::text).orElse("-");
      words.add(truth.allows(verdict) ? word : "**" + word + "**");
      verdicts += verdict.isPresent() ? 1 : 0;
      undecided += verdict.equals(Optional.of(Verdict.UNDECIDED)) ? 1 : 0;
    }
    String text = words.stream().distinct().count() == 1 ? words.get(0) : String.join(", ", words);
    return " | " + truth.text() + " | " + text;
  }

  private String document(StringBuilder table) {
    return """
    # Verdicts against known truths

    Each row is a scheme whose truth is known: from 10,000 of its networks, with seeds that no verdict has used, or from mean-field theory where the layers are
    wide (the drift and the spread of a finite width included; its gradients come from outside, so that a scheme with outputs of std 30, whose softmax is
    saturated, has a `random_cotangent` for its loss). For activations and gradients *truth* gives the percentages of networks that fall below
    what is allowed, stay within it, rise above it, and end without a signal; for inputs the words that are true; for the loss the percentage that is infinite or
    NaN. The verdicts are those of 30 and of 60 seeds, one word where both say the same. A verdict is wrong, and **bold**, if the truth contradicts it by the
    definitions of [verdicts.md](verdicts.md), by more than three standard errors of that truth; `undecided` is not wrong.

    Of %s cells (%s schemes, judged twice) %s have a wrong verdict, where 5 %% would be %.0f; of %s verdicts %s are undecided.
    `VerdictTruthTest` makes the table (`-Plong`, with `-Devenkeel.write=true`) and fails if more are wrong than the stated rate explains.

    | scheme | depth | width | batch | truth from | forward: truth | verdicts | backward: truth | verdicts | inputs: truth | verdicts | loss: truth | verdicts |
    |---|---|---|---|---|---|---|---|---|---|---|---|---|
    """
            .formatted(
                cells,
                cells / JUDGED.length,
                wrong.size(),
                Thresholds.DEFAULT.errorRate() * cells,
                verdicts,
                undecided)
        + table;
  }
}
