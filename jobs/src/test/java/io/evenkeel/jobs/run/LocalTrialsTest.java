package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.CellSummary;
import io.evenkeel.analysis.cells.MeasuredCell;
import io.evenkeel.analysis.cells.RunCells;
import io.evenkeel.analysis.cells.SignalLimits;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.core.sweep.Plan;
import io.evenkeel.core.sweep.Sweep;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.jobs.parquet.LocalSpark;
import io.evenkeel.jobs.sweepfile.SweepFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cells that are measured without files, against the same cells of a run. */
class LocalTrialsTest {
  /** Finite, overflowing, dead and impossible trials; a readout; a batch of one row. */
  private static final String SWEEP =
      """
      name: local
      defaults: {depth: 20, width: 24, input_width: 12, seed: {from: 0, to: 8}}
      grids:
        - {activation: [relu, tanh], init: [identity, kaiming_normal, normal(std=9), zeros]}
        - {activation: gelu, init: orthogonal, readout_width: 5, bias: normal(std=0.1), loss: mse}
        - {activation: relu, init: kaiming_normal, depth: 21, block: gpt2, norm: layer_norm, readout_width: 5}
        - {activation: relu, init: normal(std=90), batch: 1, backward: [true, false]}
      """;

  @TempDir private Path folder;

  @Test
  void summariesAreThoseOfARun() throws IOException {
    SignalLimits limits = Thresholds.DEFAULT.limits();
    Plan plan = new Plan(SweepFile.parse(SWEEP, "test.yaml", List.of()));
    String location = folder.resolve("run").toString();
    new SweepRun(new RunPlan(plan), location, new RunFolder.Heard()).execute(LocalSpark.session());
    List<CellSummary> expected;
    try (RunCells cells = RunCells.read(LocalSpark.session(), location, limits)) {
      expected = cells.summaries();
    }
    Map<Cell, MeasuredCell> measured = new LinkedHashMap<>();
    for (TrialResult result : results(plan)) {
      MeasuredCell one = MeasuredCell.of(result.trial(), limits);
      measured.computeIfAbsent(one.cell(), cell -> one).add(result);
    }
    List<CellSummary> summaries =
        measured.values().stream()
            .map(MeasuredCell::summary)
            .sorted((a, b) -> a.cell().compareTo(b.cell()))
            .toList();
    assertThat(summaries).hasSizeGreaterThan(9).isEqualTo(expected);
  }

  private static List<TrialResult> results(Plan plan) throws IOException {
    List<Trial> trials = new ArrayList<>();
    for (long place = 0; place < plan.trials(); place++) {
      trials.add(plan.trialAt(place));
    }
    try (LocalTrials local = new LocalTrials(Sweep.DEFAULT_TRIAL_MEMORY)) {
      return local.run(trials);
    }
  }
}
