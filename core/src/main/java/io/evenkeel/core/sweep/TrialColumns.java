package io.evenkeel.core.sweep;

import static io.evenkeel.core.table.Column.Type.BOOLEAN;
import static io.evenkeel.core.table.Column.Type.FLOAT64;
import static io.evenkeel.core.table.Column.Type.INT32;
import static io.evenkeel.core.table.Column.Type.INT64;
import static io.evenkeel.core.table.Column.Type.STRING;

import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.axis.Axis;
import io.evenkeel.core.kernel.FloatFormat;
import io.evenkeel.core.loss.LossAtOutput;
import io.evenkeel.core.precision.LossScaleWindow;
import io.evenkeel.core.stats.Scaled;
import io.evenkeel.core.table.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The columns of the table {@code trials}: one row per trial. */
public final class TrialColumns {
  /** Name of the column that identifies a trial. */
  public static final String ID = "trial_id";

  /**
   * Name of the column that identifies a cell: trials that differ only in their seeds have the same
   * value.
   */
  public static final String CELL_ID = "cell_id";

  /** Name of the column of a layer's fan-in. */
  static final String FAN_IN = "fan_in";

  /** Name of the column of a layer's scale of weights. */
  public static final String SIGMA_W2 = "sigma_w2";

  /**
   * The name of a sweep: the last column of every table, with one value in all rows of a file. It
   * does not belong to a trial, because several sweeps may have the same trial.
   */
  public static final Column<String> SWEEP =
      new Column<>(
          "sweep",
          STRING,
          false,
          "-",
          "name of the sweep that the trial was published for",
          name -> name);

  /** The grid columns, which all tables begin with: the values of the axes. */
  public static final List<Column<Trial>> GRID = grid();

  /** All columns, in file order. */
  public static final List<Column<TrialResult>> ALL = all();

  private TrialColumns() {}

  private static List<Column<Trial>> grid() {
    List<Column<Trial>> columns = new ArrayList<>();
    columns.add(
        new Column<>(
            ID,
            INT64,
            false,
            "-",
            "identity: first 64 bits of the canonical text's SHA-256",
            TrialIdentity::id));
    columns.add(
        new Column<>(
            CELL_ID,
            INT64,
            false,
            "-",
            "identity of the cell, which trials share that differ in the seed alone: the same of"
                + " the text without its seed",
            TrialIdentity::cellId));
    for (Axis<?> axis : Axes.ALL) {
      if (axis != Axes.BACKWARD) {
        columns.add(column(axis));
      }
    }
    return Collections.unmodifiableList(columns);
  }

  private static <V> Column<Trial> column(Axis<V> axis) {
    return new Column<>(
        axis.key(),
        axis.columnType(),
        false,
        "-",
        axis.meaning(),
        trial -> axis.columnValue(trial.get(axis)));
  }

  private static List<Column<TrialResult>> all() {
    List<Column<TrialResult>> columns = new ArrayList<>();
    for (Column<Trial> column : GRID) {
      columns.add(column.of(TrialResult::trial));
    }
    columns.add(
        new Column<>(
            "status",
            STRING,
            false,
            "-",
            "ok; nonfinite = computed, with a NaN or infinity somewhere; invalid = cannot exist or"
                + " does not fit; failed = the computation threw",
            r -> r.status().text()));
    columns.add(
        new Column<>(
            "reason",
            STRING,
            true,
            "-",
            "why the trial is invalid or failed",
            r -> r.reason().orElse(null)));
    columns.add(
        new Column<>(
            "backward",
            BOOLEAN,
            false,
            "-",
            "whether gradients were computed",
            r -> r.trial().backward()));
    columns.add(
        new Column<>(
            FAN_IN,
            INT32,
            true,
            "-",
            "units that feed the second hidden layer, or the first where depth is 1; NULL if there"
                + " is no such network",
            r -> scale(r.trial()).map(WeightScale::fanIn).orElse(null)));
    columns.add(
        new Column<>(
            SIGMA_W2,
            FLOAT64,
            true,
            "dimensionless",
            "fan_in times the variance of one weight of that layer, as its scheme declares it; NULL"
                + " if that is not finite",
            r -> scale(r.trial()).flatMap(WeightScale::sigmaW2).orElse(null)));
    columns.add(
        new Column<>(
            "first_nonfinite_layer",
            INT32,
            true,
            "layer",
            "first layer with a NaN or infinite activation; NULL = none",
            r -> r.firstNonFiniteLayer().orElse(null)));
    columns.add(
        new Column<>(
            "last_nonfinite_grad_layer",
            INT32,
            true,
            "layer",
            "last layer with a NaN or infinite gradient; NULL = none",
            r -> r.lastNonFiniteGradientLayer().orElse(null)));
    columns.add(
        new Column<>(
            "first_nonfinite_step",
            INT32,
            true,
            "step",
            "first step of training at which the loss or a measured layer is NaN or infinite, and"
                + " whose layer first_nonfinite_layer is; NULL = none, or not trained",
            r -> r.firstNonFiniteStep().orElse(null)));
    columns.add(loss("loss_mean", "loss, mean over samples", LossAtOutput::mean));
    columns.add(loss("loss_std", "its standard deviation over samples (n - 1)", LossAtOutput::std));
    columns.add(loss("loss_min", "its smallest sample", LossAtOutput::min));
    columns.add(loss("loss_max", "its largest sample", LossAtOutput::max));
    columns.add(loss("loss_floor", "the mean that an all-zero output gives", LossAtOutput::floor));
    columns.add(
        gradient(
            "loss_grad_rms",
            "loss per unit",
            "rms of the loss's gradient at the output",
            Scaled::value));
    columns.add(
        gradient(
            "log10_loss_grad_rms",
            "dimensionless",
            "decimal logarithm of loss_grad_rms, exact at any magnitude",
            Scaled::log10));
    columns.add(
        lossScale(
            "loss_scale_log2_low",
            "binary logarithm of the smallest loss scale with which no layer loses more than 1 % of"
                + " its gradient in fp16; NULL without finite gradients",
            LossScaleWindow::low));
    columns.add(
        lossScale(
            "loss_scale_log2_high",
            "binary logarithm of the largest loss scale with which no gradient overflows fp16;"
                + " below loss_scale_log2_low: no scale serves all layers",
            LossScaleWindow::high));
    columns.add(
        new Column<>(
            "loss_scale_used",
            FLOAT64,
            true,
            "dimensionless",
            "loss_scale, or what auto found; NULL = no gradient was rounded",
            r -> r.lossScale().isPresent() ? Math.scalb(1.0, r.lossScale().getAsInt()) : null));
    columns.add(
        ntk(
            "ntk_max",
            "largest eigenvalue of the neural tangent kernel",
            n -> n.spectrum().largest()));
    columns.add(ntk("ntk_min", "its least eigenvalue", n -> n.spectrum().least()));
    columns.add(
        ntk(
            "ntk_condition",
            "ntk_max over ntk_min; infinite if that is not positive",
            n -> n.spectrum().condition()));
    columns.add(
        ntk(
            "lr_max",
            "largest learning rate of gradient descent that does not diverge at once: 2 over the"
                + " largest eigenvalue of the loss's Gauss-Newton matrix",
            n -> n.largestRate().isPresent() ? n.largestRate().getAsDouble() : null));
    return Collections.unmodifiableList(columns);
  }

  /**
   * The scale of the second hidden layer: in most nets, all layers except the first and the last
   * have the same one.
   */
  private static Optional<WeightScale> scale(Trial trial) {
    return trial.weightScales().stream().limit(Math.min(2, trial.depth())).reduce((a, b) -> b);
  }

  private static Column<TrialResult> ntk(
      String name, String meaning, Function<NtkResult, Object> value) {
    return new Column<>(
        name,
        FLOAT64,
        true,
        "dimensionless",
        meaning + "; NULL unless ntk is asked for and defined",
        r -> r.ntk().map(value).orElse(null));
  }

  private static Column<TrialResult> lossScale(
      String name, String meaning, Function<LossScaleWindow, Object> value) {
    return new Column<>(
        name,
        FLOAT64,
        true,
        "dimensionless",
        meaning,
        r -> r.lossScales(FloatFormat.FP16).map(value).orElse(null));
  }

  private static Column<TrialResult> loss(
      String name, String meaning, Function<LossAtOutput, Object> value) {
    return new Column<>(
        name, FLOAT64, true, "loss", meaning, r -> r.loss().map(value).orElse(null));
  }

  private static Column<TrialResult> gradient(
      String name, String unit, String meaning, Function<Scaled, Object> value) {
    return new Column<>(
        name, FLOAT64, true, unit, meaning, r -> r.lossGradientRms().map(value).orElse(null));
  }
}
