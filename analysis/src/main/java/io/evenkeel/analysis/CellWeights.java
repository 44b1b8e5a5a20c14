package io.evenkeel.analysis;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.init.WeightDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the weights of a cell are drawn from, for each kind of layer that its networks have: the
 * first, the other hidden ones, the readout.
 *
 * <p>Two schemes are <em>equal in law</em> if every kind of layer has one and the same joint law of
 * weights under both: then all their measured numbers have the same law too, at any width and
 * depth, and what differs between them is the drift of seeds. They are of <em>equal variance</em>
 * if every kind of layer has independent weights of mean 0 with the same variance: then mean-field
 * theory, which follows infinitely wide networks, says the same of both, while networks of finite
 * width differ by the kurtosis of a weight. Schemes equal in law need not be of equal variance in
 * this sense: orthogonal weights depend on each other.
 *
 * @param layers of each kind of layer; empty for a scheme that this version does not know, which is
 *     equal to none
 */
record CellWeights(List<Kind> layers) {
  /** Of one kind of layer. */
  private record Kind(WeightDistribution distribution, double mean, double variance) {
    static Kind of(Initializer init, int fanOut, int fanIn) {
      return new Kind(
          init.distribution(fanOut, fanIn), init.mean(fanOut, fanIn), init.variance(fanOut, fanIn));
    }

    boolean meanField() {
      return distribution.independentEntries() && mean == 0;
    }
  }

  /** Copies. */
  CellWeights {
    layers = List.copyOf(layers);
  }

  /** The weights of a cell of the stability table. */
  static CellWeights of(Cell cell) {
    int depth = cell.depth();
    int width = cell.width();
    int readout = cell.readoutWidth();
    Initializer init;
    try {
      init = Initializers.CATALOG.create(Spec.parse(cell.init()));
    } catch (SpecException e) { // a scheme of another version of Evenkeel
      return new CellWeights(List.of());
    }
    List<Kind> layers = new ArrayList<>();
    layers.add(Kind.of(init, width, cell.inputWidth()));
    if (depth > 1) {
      layers.add(Kind.of(init, width, width));
    }
    if (readout > 0) {
      layers.add(Kind.of(init, readout, width));
    }
    return new CellWeights(layers);
  }

  /** Whether all weights have the same joint law, layer by layer. */
  boolean equalInLaw(CellWeights other) {
    return everyKind(other, (a, b) -> a.distribution().sameAs(b.distribution()));
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
