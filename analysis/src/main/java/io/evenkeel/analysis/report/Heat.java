package io.evenkeel.analysis.report;

import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.cells.Sample;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.verdict.Judgement;
import io.evenkeel.analysis.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A square of the heatmaps: the cells of one activation, scheme, depth and width. The square shows
 * the worst of them.
 *
 * @param activation in short
 * @param init in short
 * @param cells best first; at least one
 */
record Heat(String activation, String init, List<StabilityRow> cells) {

  /**
   * All squares of a sweep. Those of a scheme are consecutive, and schemes are ordered by their
   * best cell.
   *
   * @param rows all cells, best first
   */
  static List<Heat> of(List<StabilityRow> rows, CellNames names) {
    Map<String, Map<List<Object>, Heat>> schemes = new LinkedHashMap<>();
    for (StabilityRow row : rows) {
      schemes
          .computeIfAbsent(names.scheme(row), scheme -> new LinkedHashMap<>())
          .computeIfAbsent(
              List.of(row.cell().depth(), row.cell().width()),
              place -> new Heat(names.value(row, "activation"), names.init(row), new ArrayList<>()))
          .cells
          .add(row);
    }
    return schemes.values().stream().flatMap(squares -> squares.values().stream()).toList();
  }

  int depth() {
    return cells.get(0).cell().depth();
  }

  int width() {
    return cells.get(0).cell().width();
  }

  /** The worst cell. */
  StabilityRow worst() {
    return cells.get(cells.size() - 1);
  }

  /** The worst of all verdicts. */
  Optional<String> overall() {
    return cells.stream()
        .flatMap(StabilityRow::verdicts)
        .max(Comparator.comparingInt(Verdict::gravity))
        .map(Verdict::text);
  }

  Optional<String> forward() {
    return gravest(row -> Stream.of(row.forwardJudgement()));
  }

  Optional<String> backward() {
    return gravest(row -> Stream.of(row.backwardJudgement()));
  }

  Optional<String> inputs() {
    return gravest(row -> Stream.of(row.correlationJudgement()));
  }

  Optional<String> branches() {
    return gravest(row -> Stream.of(row.branchJudgement()));
  }

  /** Factor per layer of the activations' std, for the cell whose factor is farthest from 1. */
  Optional<Double> forwardFactor() {
    return farthest(row -> row.summary().forward());
  }

  /**
   * Factor per layer of the gradient's rms, going back, for the cell whose factor is farthest from
   * 1.
   */
  Optional<Double> backwardFactor() {
    return farthest(row -> row.summary().backward());
  }

  private Optional<Double> farthest(Function<StabilityRow, PassSummary> pass) {
    return cells.stream()
        .map(row -> pass.apply(row).rate())
        .filter(rate -> rate.n() > 0)
        .map(Sample::mean)
        .max(Comparator.comparingDouble(Math::abs))
        .map(decades -> Math.pow(10, decades));
  }

  private interface Judgements {
    Stream<Optional<Judgement>> of(StabilityRow row);
  }

  private Optional<String> gravest(Judgements judgements) {
    return cells.stream()
        .flatMap(judgements::of)
        .flatMap(Optional::stream)
        .map(Judgement::verdict)
        .max(Comparator.comparingInt(Verdict::gravity))
        .map(Verdict::text);
  }
}
