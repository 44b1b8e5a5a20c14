package io.evenkeel.analysis.verdict;

import io.evenkeel.analysis.cells.SignalLimits;
import io.evenkeel.core.Numbers;
import io.evenkeel.core.SpecException;

/**
 * The boundaries between the verdicts {@link Verdict}; no other place defines them.
 *
 * <p>Over L hidden layers the std of a signal may change, either way, by at most
 *
 * <pre>decadesAllowed(L) = decades + powerLaw * log10(L)</pre>
 *
 * <p>powers of ten, which is {@code decadesAllowed(L) / (L - 1)} for each step from layer to layer.
 * Why these defaults:
 *
 * <ul>
 *   <li>{@code decades} = 1. Schoenholz, Gilmer, Ganguli and Sohl-Dickstein, "Deep Information
 *       Propagation" (ICLR 2017), find networks trainable up to about six of their depth scales;
 *       six e-foldings of a squared gradient are 1.3 decades of its std.
 *   <li>{@code powerLaw} = 1/2. Tanh at its critical point obeys {@code q' = E tanh^2 = q - 2 q^2 +
 *       O(q^3)}, so {@code q = 1 / (2 l)}: the std falls as {@code l^(-1/2)}, and the gradient's,
 *       with {@code chi = 1 - 2 q = 1 - 1 / l}, alike. This is the slow drift of a critical
 *       network, not the exponential loss that a wrong scale brings.
 *   <li>The drift that finite width adds stays inside: for relu with {@code kaiming_normal} the
 *       median of log10 std moves by about {@code -0.54 L / width} (Hanin and Nica, "Products of
 *       many large random matrices and gradients in deep neural networks", 2018: the logarithm of
 *       the squared norm is near {@code N(-b / 2, b)}, {@code b = 5 L / width}), that is by -0.21
 *       at depth 100 and width 256, where 2 decades are allowed.
 *   <li>{@code toleratedShare} = 0.1: what the 10-90 % band leaves out at one end.
 *   <li>{@code errorRate} = 0.05 a cell.
 *   <li>{@code resolution} = 1e-6, some 8 units in the last place of a float32: a smaller std,
 *       relative to the rms, is rounding noise on a constant.
 * </ul>
 *
 * <p>How a cell is judged. Its trials differ in nothing but the seed, so what each trial measures
 * is an independent draw of one law. A verdict is about the network that somebody will draw: it
 * says what becomes of nearly all networks of the scheme, or of most of them. A cell has four
 * verdicts: forward and backward, of four tests each, on the angles between inputs, of three, and
 * on the loss, of one. A cell of residual networks has a fifth, on their branches, of two. Every
 * test has the level {@code errorRate / 12}, or {@code errorRate / 14} there, so that by Bonferroni
 * all verdicts of a cell are right with probability {@code 1 - errorRate}. The tests count seeds:
 * their bounds are exact whatever the law over seeds is, skewed or of two humps.
 *
 * <ol>
 *   <li>Non-finite trials: the exact binomial test (Clopper and Pearson) of their share against
 *       {@code toleratedShare}, either way. A cell without any goes on to the next test.
 *   <li>Dead and constant trials: the same test.
 *   <li>Stays, leaves or splits, by the number of seeds whose change from the first layer to the
 *       last falls below, stays within or rises above the allowed. The cell <em>splits</em> if none
 *       of these, nor failing, is what {@code 1 - toleratedShare} of the networks do. It
 *       <em>stays</em> if that share does, and the mean over seeds too (Student's interval lies
 *       within the allowed: the equivalence test TOST, D. J. Schuirmann, 1987). It <em>leaves</em>
 *       if more than half of the networks do, one way. All are exact binomial tests, for which the
 *       law over seeds may be any. Staying takes 53 seeds then, at 99.6 %. With fewer seeds, none
 *       of which leaves, a tolerance interval decides: the range of the changes, widened by a third
 *       of its distances from the median, has to lie within the allowed. A second kind of
 *       behaviour, far away, that no seed shows cannot be seen by any interval; so that it has a
 *       share of {@code toleratedShare} must be improbable: {@code (1 - toleratedShare)^n} may not
 *       exceed {@code errorRate}, which takes 29 seeds.
 *   <li>The shape of what leaves, for networks of 8 layers or more, by the slope of log std against
 *       log layer in two stretches, counted from the input: late over the layers L/2 to L, early
 *       over L/8 to L/2. Each condition below is a number of a trial that has to be above zero in
 *       more than half of the networks, by an exact binomial test. A power law has late / early of
 *       1, an exponential of 2.7.
 *       <ul>
 *         <li>It levels off if the late slope's magnitude is at most 1/2.
 *         <li>It is exponential if late / early is above halfway, 1.8; or if the late slope's
 *             magnitude exceeds 3, more than any plausible power law; or if it faded.
 *         <li>It is a power law if late / early is between 1/2 and 3/2, the late slope's magnitude
 *             is at most 3, and that power of the depth explains the whole change but for {@code
 *             decades}.
 *         <li>Else it is undecided: the seeds do not tell yet, or it is none of these.
 *       </ul>
 *       A power law within the allowed is named as such where moreover the late slope's magnitude
 *       exceeds {@code powerLaw / 2}: less is the drift of a finite width.
 * </ol>
 *
 * <p>The angles between inputs are judged by 1 - |cosine| in the place of the std, and by two
 * inputs that are almost alike: their distance, relative to their length, grows by what the
 * gradient's rms grows more than the activations', since a network's Jacobian and its transpose
 * have one Frobenius norm (Schoenholz et al., sections 3 and 4). All is about most networks. Where
 * 1 - |cosine| falls beyond the allowed it is ordered if it does so exponentially, critical if as a
 * power law. In the ordered phase it falls at twice the rate of that distance; at criticality the
 * distance stays. So it is ordered too if the distance falls faster than a quarter of 1 -
 * |cosine|'s rate; critical if slower, and late / early is below three quarters of the way to an
 * exponential, 2.25. Where 1 - |cosine| stays within the allowed, the distance of alike inputs
 * decides: growing beyond the allowed is chaotic, within it critical, falling beyond it ordered. As
 * long as it is open which of the two it is, what both say holds. Where the units of a layer are on
 * both sides of a jump of the activation, alike inputs part whatever the gradient does: chaotic is
 * then what does not collapse.
 *
 * <p>A loss is finite if it is so in all but {@code toleratedShare} of the networks, non-finite if
 * it is infinite or NaN in more.
 *
 * @param decades decades of std allowed at any depth; finite, above 0
 * @param powerLaw decades more for each decade of depth; finite, at least 0
 * @param toleratedShare share of networks that may be non-finite, dead, constant or beyond the
 *     allowed in a stable scheme; in (0, 1): no number of seeds shows that none is
 * @param resolution a signal whose std is at most this share of its rms is constant; in [0, 1)
 * @param errorRate probability, per cell, that any of its verdicts is wrong; in (0, 1)
 */
public record Thresholds(
    double decades, double powerLaw, double toleratedShare, double resolution, double errorRate) {
  /** Four each of forward and backward, three of the inputs, one of the loss. */
  private static final int TESTS_PER_CELL = 12;

  private static final long DEEPEST = 1L << 40;

  /** The values explained above. */
  public static final Thresholds DEFAULT = new Thresholds(1, 0.5, 0.1, 1e-6, 0.05);

  /**
   * @throws SpecException if a value is out of its range or NaN
   */
  public Thresholds {
    require(decades > 0 && decades < Double.POSITIVE_INFINITY, "decades", "above 0", decades);
    require(
        powerLaw >= 0 && powerLaw < Double.POSITIVE_INFINITY, "power-law", "at least 0", powerLaw);
    require(
        toleratedShare > 0 && toleratedShare < 1, "tolerated-share", "in (0, 1)", toleratedShare);
    require(inUnitInterval(resolution), "resolution", "in [0, 1)", resolution);
    require(errorRate > 0 && errorRate < 1, "error-rate", "in (0, 1)", errorRate);
  }

  private static boolean inUnitInterval(double x) {
    return x >= 0 && x < 1;
  }

  private static void require(boolean holds, String name, String range, double value) {
    if (!holds) {
      throw new SpecException(
          name + " must be finite and " + range + ", got " + Numbers.text(value));
    }
  }

  /**
   * The thresholds for a cell of residual networks, whose error rate is split over two more tests:
   * of the size of the branches, and of whether they fade.
   */
  public Thresholds ofResidual() {
    double share = (double) TESTS_PER_CELL / (TESTS_PER_CELL + 2);
    return new Thresholds(decades, powerLaw, toleratedShare, resolution, errorRate * share);
  }

  /** The level of each of the tests that the error rate of a cell is split over. */
  public double errorPerTest() {
    return errorRate / TESTS_PER_CELL;
  }

  /**
   * The deepest network whose std stays within {@link #decadesAllowed} at a steady rate.
   *
   * @param decadesPerLayer finite, not 0
   * @return at least 1
   */
  long depthAllowed(double decadesPerLayer) {
    double rate = Math.abs(decadesPerLayer);
    long within = 1;
    long beyond = 2;
    while (beyond < DEEPEST && allows(rate, beyond)) {
      within = beyond;
      beyond *= 2;
    }
    while (beyond - within > 1) {
      long middle = within + (beyond - within) / 2;
      if (allows(rate, middle)) {
        within = middle;
      } else {
        beyond = middle;
      }
    }
    return within;
  }

  private boolean allows(double rate, long layers) {
    return rate * (layers - 1.0) <= limits().decadesAllowed((double) layers);
  }

  /** The limits by which a single signal is described before any cell is judged. */
  public SignalLimits limits() {
    return new SignalLimits(decades, powerLaw, resolution);
  }

  /**
   * Decades by which the std may change from the first to the last of {@code layers} layers.
   *
   * @param layers at least 1
   */
  public double decadesAllowed(int layers) {
    return limits().decadesAllowed(layers);
  }
}
