package io.evenkeel.analysis.stability;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.text.ShortTexts;
import io.evenkeel.analysis.theory.CellDesign;
import io.evenkeel.core.arch.WeightLayers;
import io.evenkeel.core.arch.WeightLayers.WeightLayer;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.WeightDistribution;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The laws from which the weights of a cell are drawn, for each kind of layer that its networks
 * have: the first, the other hidden ones of a block or of a plain net, the readout.
 *
 * <p>Two schemes are <em>equal in law</em> if every kind of layer has one and the same joint law of
 * weights under both: then all their measured numbers also have the same law, at any width and
 * depth, and a difference between them is noise of the seeds. They are of <em>equal variance</em>
 * if every kind of layer has independent weights of mean 0 with the same variance: then mean-field
 * theory, which follows infinitely wide networks, says the same of both, while networks of finite
 * width differ by the kurtosis of a weight. Schemes equal in law need not be of equal variance in
 * this sense: orthogonal weights depend on each other.
 *
 * @param layers of each kind of layer; empty for a scheme that this version does not know, which is
 *     equal to none
 */
public record CellWeights(List<Kind> layers) {
  /** The law of one kind of layer. */
  private record Kind(WeightDistribution distribution, double gain, double mean, double variance) {
    static Kind of(WeightLayer layer) {
      Initializer init = layer.block().init();
      double gain = layer.block().gain();
      int fanOut = layer.block().units();
      int fanIn = layer.inputs();
      return new Kind(
          init.distribution(fanOut, fanIn),
          gain,
          gain * init.mean(fanOut, fanIn),
          gain * gain * init.variance(fanOut, fanIn));
    }

    boolean meanField() {
      return distribution.independentEntries() && mean == 0;
    }
  }

  /** Copies. */
  public CellWeights {
    layers = List.copyOf(layers);
  }

  /** The weights of a cell of the stability table. */
  public static CellWeights of(Cell cell) {
    return new CellWeights(
        CellDesign.of(cell)
            .filter(design -> design.impossible().isEmpty())
            .map(design -> WeightLayers.of(design.architecture()))
            .orElse(List.of())
            .stream()
            .map(Kind::of)
            .toList());
  }

  /** Whether all weights have the same joint law, layer by layer. */
  public boolean equalInLaw(CellWeights other) {
    return everyKind(
        other,
        (a, b) ->
            WeightDistribution.close(a.gain(), b.gain())
                && (a.gain() == 0 || a.distribution().sameAs(b.distribution())));
  }

  /** Whether all weights are independent, of mean 0 and the same variance, layer by layer. */
  boolean equalInVariance(CellWeights other) {
    return everyKind(
        other,
        (a, b) ->
            a.meanField() && b.meanField() && WeightDistribution.close(a.variance(), b.variance()));
  }

  private interface Relation {
    boolean holds(Kind a, Kind b);
  }

  private boolean everyKind(CellWeights other, Relation relation) {
    if (layers.isEmpty() || layers.size() != other.layers.size()) {
      return false;
    }
    for (int i = 0; i < layers.size(); i++) {
      if (!relation.holds(layers.get(i), other.layers.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The variances of a weight, as a person may read them: {@code 0.0156} or {@code 0.01, 0.02}. */
  String varianceText() {
    return layers.stream()
        .map(kind -> ShortTexts.number(kind.variance()))
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
