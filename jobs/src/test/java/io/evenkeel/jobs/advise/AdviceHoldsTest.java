package io.evenkeel.jobs.advise;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.cells.MeasuredCell;
import io.evenkeel.analysis.stability.CellTexts;
import io.evenkeel.analysis.stability.JudgedCells;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.analysis.verdict.Verdict;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.axis.Axis;
import io.evenkeel.core.engine.EngineKind;
import io.evenkeel.core.sweep.Sweep;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.jobs.run.LocalTrials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What is advised, drawn again with other seeds and all weights explicit. To write the table of
 * {@code docs/advise.md} anew: {@code mvn -pl jobs -am test -Plong -Dtest=AdviceHoldsTest
 * -Devenkeel.write=true}.
 */
@Tag("long")
class AdviceHoldsTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "advise.md");
  private static final String BEGIN = "<!-- checks of advice -->\n";
  private static final String END = "<!-- end of checks -->";
  private static final List<String> ACTIVATIONS =
      List.of(
          "relu",
          "leaky_relu",
          "elu",
          "selu",
          "gelu",
          "silu",
          "mish",
          "hardswish",
          "sigmoid",
          "tanh",
          "softsign",
          "sin");
  private static final int[] DEPTHS = {10, 30, 100};
  private static final int[] WIDTHS = {64, 256};

  /** Those of advice are from 0 and from a million on. */
  private static final long FIRST_SEED = 10_000;

  private static final int SEEDS = 60;
  private static final Thresholds THRESHOLDS = Thresholds.DEFAULT;

  /** One question, its answer and what the other seeds say of it. */
  private record Check(Question question, Advice advice, Optional<StabilityRow> again) {
    boolean confirmed() {
      return again.isPresent()
          && new Advised(advice.recommended().orElseThrow().candidate(), again.get())
              .holds(THRESHOLDS);
    }

    /** Whether 60 seeds leave it open: one of them left, which may be less than a tenth or more. */
    boolean open() {
      return !confirmed()
          && Stream.of(again.orElseThrow().forwardVerdict(), again.get().backwardVerdict())
              .flatMap(Optional::stream)
              .noneMatch(verdict -> verdict.gravity() > Verdict.UNDECIDED.gravity());
    }

    String line() {
      String network =
          "| %s | %s | %s |"
              .formatted(question.activationText(), question.depth(), question.width());
      if (again.isEmpty()) {
        return network + " none holds | | | |";
      }
      Scheme scheme = advice.recommended().orElseThrow().candidate().scheme();
      StabilityRow row = again.get();
      return network
          + " `%s`%s | %s %s | %s %s | %s |"
              .formatted(
                  scheme.init(),
                  scheme.hasBias() ? ", bias `" + scheme.bias() + "`" : "",
                  CellTexts.verdict(row, row.forwardJudgement()),
                  CellTexts.change(row, row.summary().forward()),
                  CellTexts.verdict(row, row.backwardJudgement()),
                  CellTexts.change(row, row.summary().backward()),
                  confirmed() ? "yes" : open() ? "open" : "**no**");
    }
  }

  @Test
  void otherSeedsAndTheOtherEngineConfirmIt() throws IOException {
    List<Check> checks = new ArrayList<>();
    try (Advisor advisor = new Advisor(THRESHOLDS, 120);
        LocalTrials trials = new LocalTrials(Sweep.DEFAULT_TRIAL_MEMORY)) {
      for (String activation : ACTIVATIONS) {
        for (int depth : DEPTHS) {
          for (int width : WIDTHS) {
            Question question = question(activation, depth, width);
            Advice advice = advisor.answer(question);
            checks.add(new Check(question, advice, again(advice, trials)));
          }
        }
      }
    }
    if (Boolean.getBoolean("evenkeel.write")) {
      write(checks);
    }
    List<Check> advised = checks.stream().filter(check -> check.again().isPresent()).toList();
    List<String> failures =
        advised.stream()
            .filter(check -> !check.confirmed() && !check.open())
            .map(Check::line)
            .toList();
    // A verdict is wrong with a probability of at most a twentieth for each cell.
    assertThat(failures).hasSizeLessThanOrEqualTo(advised.size() / 20);
    assertThat(advised).hasSizeGreaterThan(checks.size() * 3 / 4);
    assertThat(advised.stream().filter(Check::confirmed).count())
        .isGreaterThan(advised.size() * 3L / 4);
  }

  private static Question question(String activation, int depth, int width) {
    Map<Axis<?>, String> values = new LinkedHashMap<>();
    values.put(Axes.DEPTH, Integer.toString(depth));
    values.put(Axes.WIDTH, Integer.toString(width));
    values.put(Axes.ACTIVATION, activation);
    return new Question(values);
  }

  private static Optional<StabilityRow> again(Advice advice, LocalTrials trials)
      throws IOException {
    if (advice.recommended().isEmpty()) {
      return Optional.empty();
    }
    Scheme scheme = advice.recommended().get().candidate().scheme();
    List<Trial> explicit =
        advice.question().trials(scheme, FIRST_SEED, SEEDS).stream()
            .map(trial -> trial.with(EngineKind.EXPLICIT))
            .toList();
    MeasuredCell cell = MeasuredCell.of(explicit.get(0), THRESHOLDS.limits());
    for (TrialResult result : trials.run(explicit)) {
      cell.add(result);
    }
    return Optional.of(JudgedCells.judged(cell.summary(), THRESHOLDS));
  }

  private static void write(List<Check> checks) throws IOException {
    List<Check> advised = checks.stream().filter(check -> check.again().isPresent()).toList();
    long confirmed = advised.stream().filter(Check::confirmed).count();
    long open = advised.stream().filter(check -> !check.confirmed() && check.open()).count();
    StringBuilder table = new StringBuilder(BEGIN);
    table.append(
        "Of %s networks, %s have a scheme that is advised. Of these, %s are confirmed, %s stay open and %s are refuted.\n\n"
            .formatted(
                checks.size(), advised.size(), confirmed, open, advised.size() - confirmed - open));
    table.append("| activation | depth | width | advised | forward | backward | confirmed |\n");
    table.append("|---|---|---|---|---|---|---|\n");
    checks.forEach(check -> table.append(check.line()).append('\n'));
    String text = Files.readString(DOCUMENT);
    Files.writeString(
        DOCUMENT,
        text.substring(0, text.indexOf(BEGIN)) + table + text.substring(text.indexOf(END)));
  }
}
