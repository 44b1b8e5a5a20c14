package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.engine.EngineKind;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Answers that a plan remembers for cells that are alike, against those for each cell alone. */
class PricedCellsTest {
  private static final String SCHEMES =
      "normal(std=0); normal(std=1e-33); normal(std=0.1); normal(std=0.7); normal(std=1e31);"
          + " kaiming_normal; kaiming_uniform; trunc_normal(std=0.3); variance_scaling;"
          + " orthogonal; orthogonal(gain=3); orthogonal(gain=1e33); identity; zeros;"
          + " constant(val=2); constant(val=3); sparse(sparsity=0.9); sparse(sparsity=0.9,std=2);"
          + " sparse(sparsity=0.2); normal(std=\"1/fan_in\"); normal(std=\"1/depth\")";

  private static Plan plan(String... grids) {
    return new Plan(
        Sweep.parse(
            "evenkeel-sweep 2\nname odd\ntrial_memory 300000\n" + String.join("\n", grids)));
  }

  private static void check(Plan plan) {
    Set<EngineKind> engines = new HashSet<>();
    int[] cells = new int[1];
    for (int part = 0; part < 3; part++) {
      plan.forEachPricedCell(
          part,
          3,
          priced -> {
            Trial trial = priced.cell().trial();
            assertThat(priced.feasible()).as("%s", trial).isEqualTo(plan.feasibility(trial));
            assertThat(priced.cost()).as("%s", trial).isEqualTo(CostModel.of(trial));
            assertThat(priced.explicitSeconds())
                .as("%s", trial)
                .isEqualTo(CostModel.seconds(trial.with(EngineKind.EXPLICIT)));
            engines.add(trial.engine());
            cells[0]++;
          });
    }
    assertThat(cells[0]).isEqualTo((int) plan.cells());
    assertThat(engines).contains(EngineKind.EXPLICIT, EngineKind.MATRIX_FREE);
  }

  private static void checkEngines(Plan plan) {
    plan.forEachCell(
        cell ->
            assertThat(cell.trial().engine())
                .as("%s", cell.trial())
                .isEqualTo(EngineChoice.of(cell.trial())));
  }

  @Test
  void plainNetsGetTheAnswersOfEachCell() {
    Plan plan =
        plan(
            "grid\ndepth 1..4,9,60\nwidth 3,16,300\nbatch 4,40\nreadout_width 0,5",
            "activation relu; tanh\ninit " + SCHEMES + "\nbias none; normal(std=1)\nseed 0..1");
    check(plan);
    checkEngines(plan);
  }

  @Test
  void otherTrialsGetTheAnswersOfEachCell() {
    String some =
        "\nactivation relu; gelu\ninit normal(std=0.1); normal(std=0.7); kaiming_uniform; orthogonal;"
            + " orthogonal(gain=3); identity; sparse(sparsity=0.9)\nseed 0";
    Plan plan =
        plan(
            "grid\ndepth 5\nwidth 40\ninput_width 7; width\nreadout_width 3" + some,
            "first_init none; identity; normal(std=0.2)\nblock plain; residual; gpt2",
            "norm none; layer_norm(place=branch); layer_norm(place=before_activation)",
            "dropout 0; 0.1\nparametrization standard; mup(base_width=8)",
            "grid\ndepth 3\nwidth 12,200\nreadout_width 3\nloss mse" + some,
            "precision float32; bf16; bf16(weights=false)\nloss_scale 1; auto",
            "grid\ndepth 3\nwidth 12,600\nreadout_width 3\nloss mse" + some,
            "steps 0,2\noptimizer sgd; adam\nbatches fixed; fresh\nntk false; true",
            "grid\ndepth 3\nwidth 12,90\nengine explicit; matrix_free" + some);
    check(plan);
  }
}
