package io.evenkeel.core.theory;

import java.util.function.DoubleUnaryOperator;

/**
 * The 21-point Kronrod rule around the 10-point Gauss rule, on one interval.
 *
 * <p>Nodes and weights: R. Piessens, E. de Doncker-Kapenga, C. W. Ueberhuber, D. K. Kahaner,
 * QUADPACK, Springer 1983, routine QK21.
 */
final class GaussKronrod {
  private static final double[] NODES = {
    0.14887433898163122,
    0.2943928627014602,
    0.4333953941292472,
    0.5627571346686047,
    0.6794095682990244,
    0.7808177265864169,
    0.8650633666889845,
    0.9301574913557082,
    0.9739065285171717,
    0.9956571630258081
  };

  private static final double CENTRE = 0.1494455540029169;

  private static final double[] KRONROD = {
    0.14773910490133849,
    0.14277593857706009,
    0.13470921731147334,
    0.12349197626206584,
    0.10938715880229764,
    0.0931254545836976,
    0.07503967481091996,
    0.054755896574351995,
    0.032558162307964725,
    0.011694638867371874
  };

  /** The weights of the Gauss rule, at every other node, the first included. */
  private static final double[] GAUSS = {
    0.29552422471475287,
    0.26926671930999635,
    0.21908636251598204,
    0.1494513491505806,
    0.06667134430868814
  };

  /** The number of nodes. */
  static final int POINTS = 2 * NODES.length + 1;

  /**
   * A factor from QUADPACK: the error of the Kronrod rule is the power 3/2 of this factor times
   * |Kronrod - Gauss|.
   */
  private static final double CAUTION = 200;

  /** The integral. */
  double value;

  /** The integral of |f|. */
  double magnitude;

  /** An estimate of the error of {@code value}. */
  double error;

  /**
   * The rule's nodes and weights on an interval.
   *
   * @param at index of the first of {@link #POINTS} numbers, in both arrays
   */
  static void points(double low, double high, double[] nodes, double[] weights, int at) {
    double half = (high - low) / 2;
    double middle = low + half;
    nodes[at] = middle;
    weights[at] = half * CENTRE;
    for (int i = 0; i < NODES.length; i++) {
      nodes[at + 1 + 2 * i] = middle - half * NODES[i];
      nodes[at + 2 + 2 * i] = middle + half * NODES[i];
      weights[at + 1 + 2 * i] = half * KRONROD[i];
      weights[at + 2 + 2 * i] = half * KRONROD[i];
    }
  }

  /**
   * The weights of the Gauss rule at the nodes of {@link #points}: 0 at nodes that only the Kronrod
   * rule has.
   *
   * @param at index of the first of {@link #POINTS} numbers
   */
  static void gaussWeights(double low, double high, double[] weights, int at) {
    double half = (high - low) / 2;
    for (int i = 0; i < NODES.length; i += 2) {
      weights[at + 1 + 2 * i] = half * GAUSS[i / 2];
      weights[at + 2 + 2 * i] = half * GAUSS[i / 2];
    }
  }

  /**
   * An estimate of the error of the Kronrod rule.
   *
   * @param difference of the two rules
   * @param magnitude the integral of |f|
   */
  static double error(double difference, double magnitude) {
    double ratio = CAUTION * Math.abs(difference) / magnitude;
    return magnitude > 0 ? magnitude * Math.min(1, ratio * Math.sqrt(ratio)) : 0;
  }

  /** Integrates f from {@code low} to {@code high}. */
  void apply(DoubleUnaryOperator f, double low, double high) {
    double half = (high - low) / 2;
    double middle = low + half;
    double atMiddle = f.applyAsDouble(middle);
    double kronrod = CENTRE * atMiddle;
    double absolute = Math.abs(kronrod);
    double gauss = 0;
    for (int i = 0; i < NODES.length; i++) {
      double left = f.applyAsDouble(middle - half * NODES[i]);
      double right = f.applyAsDouble(middle + half * NODES[i]);
      kronrod += KRONROD[i] * (left + right);
      absolute += KRONROD[i] * (Math.abs(left) + Math.abs(right));
      if (i % 2 == 0) {
        gauss += GAUSS[i / 2] * (left + right);
      }
    }
    value = kronrod * half;
    magnitude = absolute * half;
    error = error((kronrod - gauss) * half, magnitude);
  }
}
