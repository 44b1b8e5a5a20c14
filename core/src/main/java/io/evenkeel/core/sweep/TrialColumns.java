package io.evenkeel.core.sweep;

import static io.evenkeel.core.sweep.Column.Type.BOOLEAN;
import static io.evenkeel.core.sweep.Column.Type.FLOAT64;
import static io.evenkeel.core.sweep.Column.Type.INT32;
import static io.evenkeel.core.sweep.Column.Type.INT64;
import static io.evenkeel.core.sweep.Column.Type.STRING;

import io.evenkeel.core.loss.LossAtOutput;
import io.evenkeel.core.stats.Scaled;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** The columns of the table {@code trials}: one row per trial. */
public final class TrialColumns {
  /** What was asked: the columns that both tables begin with. */
  public static final List<Column<Trial>> GRID =
      List.of(
          grid(
              "trial_id",
              INT64,
              "identity: first 64 bits of the canonical text's SHA-256",
              TrialIdentity::id),
          grid("depth", INT32, "hidden layers", Trial::depth),
          grid("width", INT32, "units of a hidden layer", Trial::width),
          grid("batch", INT32, "rows fed through at once", Trial::batch),
          grid("input_width", INT32, "units of the input", Trial::inputWidth),
          grid(
              "readout_width",
              INT32,
              "units of the last linear layer; 0 = there is none",
              Trial::readoutWidth),
          grid(
              "activation",
              STRING,
              "activation, with what differs from its defaults",
              TrialIdentity::activationText),
          grid(
              "init",
              STRING,
              "weight initialiser, with what differs from its defaults",
              TrialIdentity::initText),
          grid("bias", STRING, "bias initialiser, or none", TrialIdentity::biasText),
          grid("input", STRING, "what is fed into layer 0", t -> t.input().text()),
          grid(
              "loss", STRING, "loss, with what differs from its defaults", TrialIdentity::lossText),
          grid("engine", STRING, "how layers were computed", t -> t.engine().text()),
          grid("seed", INT64, "seed of every draw of the trial", Trial::seed));

  /** All columns, in file order. */
  public static final List<Column<TrialResult>> ALL = all();

  private TrialColumns() {}

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
    return Collections.unmodifiableList(columns);
  }

  private static Column<Trial> grid(
      String name, Column.Type type, String meaning, Function<Trial, Object> value) {
    return new Column<>(name, type, false, "-", meaning, value);
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
