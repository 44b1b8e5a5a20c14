package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.evenkeel.core.sweep.Plan;
import io.evenkeel.core.sweep.TrialRunner;
import io.evenkeel.jobs.parquet.EncodedShard;
import io.evenkeel.jobs.parquet.PlannedShard;
import io.evenkeel.jobs.parquet.ShardEncoder;
import io.evenkeel.jobs.run.RunPlan;
import io.evenkeel.jobs.sweepfile.SweepFile;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The planned size of a run's files against the files themselves. */
class OutputSizeTest {
  private static final String SWEEP = "{name: size, grids: [{%s}]}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "depth: 50, width: 32, activation: relu, init: kaiming_normal, seed: {from: 0, to: 29}",
        "depth: 20, width: 64, activation: tanh, init: [xavier_normal, orthogonal], bias: normal(std=0.1), seed: {from: 0, to: 29}",
        "depth: 40, width: 48, activation: gelu, init: lecun_normal, backward: false, seed: {from: 0, to: 29}",
        "depth: 25, width: 32, activation: relu, block: residual(branch=2), norm: layer_norm(place=branch), init: kaiming_normal, seed: {from: 0, to: 29}",
        "depth: 4, width: 32, readout_width: 10, activation: tanh, init: xavier_normal, steps: 6, record: [1, 3], lr: 0.01, seed: {from: 0, to: 39}",
        "depth: 20, width: 32, activation: tanh, init: xavier_normal, precision: bf16, seed: {from: 0, to: 29}",
        "depth: 2, width: 16, activation: [relu, tanh, selu], init: lecun_normal, seed: {from: 0, to: 399}"
      })
  void isPlannedWithinFifteenPercent(String grid) throws IOException {
    Plan plan = new Plan(SweepFile.parse(SWEEP.formatted(grid), "size.yaml", List.of()));
    RunPlan run = new RunPlan(plan);
    OutputSize planned = new OutputSize();
    plan.forEachCell(cell -> planned.add(cell.trial(), cell.trials()));
    long bytes = 0;
    for (int shard = 0; shard < run.shards(); shard++) {
      EncodedShard encoded = encode(run.shard(shard));
      bytes += encoded.trials().size() + encoded.layers().size();
      bytes += encoded.steps().isPresent() ? encoded.steps().get().size() : 0;
    }
    assertThat(planned.bytes(plan.trials(), run.shards())).isCloseTo(bytes, withinPercentage(15));
  }

  private static EncodedShard encode(PlannedShard shard) throws IOException {
    ShardEncoder encoder = new ShardEncoder("0.1.0", 1, shard);
    try (TrialRunner runner = new TrialRunner()) {
      for (int i = 0; i < shard.trials(); i++) {
        encoder.add(runner.run(shard.trial(i)));
      }
    }
    return encoder.finish();
  }
}
