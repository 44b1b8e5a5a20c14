package io.evenkeel.analysis;

import io.evenkeel.analysis.cells.AlikeInputs;
import io.evenkeel.analysis.cells.Band;
import io.evenkeel.analysis.cells.Bend;
import io.evenkeel.analysis.cells.BranchSummary;
import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.CellSummary;
import io.evenkeel.analysis.cells.Changes;
import io.evenkeel.analysis.cells.LayerRange;
import io.evenkeel.analysis.cells.LossSummary;
import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.cells.Sample;
import io.evenkeel.analysis.cells.Signs;
import io.evenkeel.analysis.cells.SimulatedPass;
import io.evenkeel.analysis.cells.SlopeSigns;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.stability.Standing;
import io.evenkeel.analysis.verdict.LossJudge;
import io.evenkeel.analysis.verdict.Signal;
import io.evenkeel.analysis.verdict.SignalJudge;
import io.evenkeel.analysis.verdict.Thresholds;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Rows of a stability table with every kind of value. */
public final class SampleRows {
  private static final Optional<Band> NONE = Optional.empty();

  private SampleRows() {}

  public static List<StabilityRow> all() {
    return List.of(stable(), nonFinite(), invalid());
  }

  public static StabilityRow stable() {
    return row(
        cell("tanh", "xavier_uniform(gain=1.6666666666666667)"),
        new long[] {30, 0, 0, 0},
        null,
        band(0.6412, 0.65249, 0.6641),
        pass(0, -1e-4, -3e-5, 2e-5),
        pass(0, 0.0001, 0.0005, 0.001),
        2.875);
  }

  public static StabilityRow nonFinite() {
    StabilityRow row =
        row(
            cell("identity", "uniform(a=-1,b=1)"),
            new long[] {30, 29, 0, 0},
            null,
            band(1.25e37, 2.5e37, 2.5e38),
            pass(29, 1.2, 1.2041, 1.21),
            pass(0, -2.1, -2, -1.9),
            Double.NaN);
    return new StabilityRow(
        new CellSummary(
            row.cell(),
            row.summary().trials(),
            row.summary().nonFinite(),
            row.summary().invalid(),
            row.summary().failed(),
            row.summary().reason(),
            Optional.of(new LayerRange(31, 31.5, 34)),
            row.summary().actStd(),
            row.summary().saturated(),
            row.summary().forward(),
            row.summary().backward(),
            row.summary().correlation(),
            new LossSummary(30, 0, 29, 0, OptionalDouble.empty(), OptionalDouble.of(2.3)),
            row.summary().alike(),
            row.summary().log10ActStd(),
            BranchSummary.NONE,
            OptionalInt.empty(),
            OptionalInt.empty()),
        row.forwardJudgement(),
        row.backwardJudgement(),
        row.correlationJudgement(),
        row.lossJudgement(),
        Optional.empty(),
        Optional.of(new Standing(2, "why", Optional.of("equal in law to b"))));
  }

  public static StabilityRow invalid() {
    return row(
        cell("relu", "identity"),
        new long[] {30, 0, 28, 2},
        "said \"no\"\nand left",
        NONE,
        nothing(),
        nothing(),
        1);
  }

  public static Map<String, Object> cell(String activation, String init) {
    Map<String, Object> cell = new LinkedHashMap<>();
    cell.put("depth", 100);
    cell.put("width", 256);
    cell.put("batch", 16);
    cell.put("input_width", 256);
    cell.put("readout_width", 0);
    cell.put("activation", activation);
    cell.put("init", init);
    cell.put("bias", "none");
    cell.put("input", "gaussian");
    cell.put("loss", "cross_entropy");
    cell.put("engine", "explicit");
    return cell;
  }

  /** {@code counts}: trials, non-finite, invalid, failed. */
  public static StabilityRow row(
      Map<String, Object> cell,
      long[] counts,
      String reason,
      Optional<Band> actStd,
      PassSummary forward,
      PassSummary backward,
      double loss) {
    int depth = (int) cell.get("depth");
    LossSummary losses =
        reason == null
            ? new LossSummary(counts[0], 0, 0, 0, OptionalDouble.of(loss), OptionalDouble.of(2.3))
            : new LossSummary(0, 0, 0, 0, OptionalDouble.empty(), OptionalDouble.empty());
    return new StabilityRow(
        new CellSummary(
            Cell.of(cell),
            counts[0],
            counts[1],
            counts[2],
            counts[3],
            Optional.ofNullable(reason),
            Optional.empty(),
            actStd,
            Optional.of(new Band(0, 0.01, 0.02)),
            forward,
            backward,
            nothing(),
            losses,
            AlikeInputs.NONE,
            Sample.NONE,
            BranchSummary.NONE,
            OptionalInt.empty(),
            OptionalInt.empty()),
        new SignalJudge(Signal.ACTIVATIONS, depth, Thresholds.DEFAULT).judge(forward),
        new SignalJudge(Signal.GRADIENTS, depth, Thresholds.DEFAULT).judge(backward),
        Optional.empty(),
        new LossJudge(Thresholds.DEFAULT).judge(losses),
        Optional.empty(),
        Optional.empty());
  }

  private static PassSummary nothing() {
    return SimulatedPass.nothing();
  }

  /** Of thirty trials whose growth has such a band: equally many at its ends and its median. */
  private static PassSummary pass(int nonFinite, double p10, double median, double p90) {
    int finite = 30 - nonFinite;
    double allowed = Thresholds.DEFAULT.decadesAllowed(100);
    double[] ends = {p10 * 99, median * 99, p90 * 99};
    long below = Arrays.stream(ends).filter(end -> end < -allowed).count();
    long above = Arrays.stream(ends).filter(end -> end > allowed).count();
    return new PassSummary(
        30,
        nonFinite,
        0,
        0,
        0,
        0,
        0,
        nonFinite > 0 ? Optional.of(new LayerRange(31, 31.5, 34)) : Optional.empty(),
        band(p10, median, p90),
        new Sample(finite, median, (p90 - p10) / 2.563),
        Signs.NONE,
        Sample.NONE,
        steepening(finite),
        new Changes(
            below * finite / 3,
            finite - (below + above) * finite / 3,
            above * finite / 3,
            ends[0],
            ends[1],
            ends[2]));
  }

  /** Of trials all of which rise ever faster towards deep layers. */
  private static SlopeSigns steepening(long trials) {
    Signs all = new Signs(trials, 0, trials);
    return new SlopeSigns(Map.of(Bend.LATE, all, Bend.HALFWAY, all));
  }

  private static Optional<Band> band(double p10, double median, double p90) {
    return Optional.of(new Band(p10, median, p90));
  }
}
