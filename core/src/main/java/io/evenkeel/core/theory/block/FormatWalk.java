package io.evenkeel.core.theory.block;

import io.evenkeel.core.activation.Identity;
import io.evenkeel.core.kernel.FloatFormat;
import io.evenkeel.core.precision.FormatRange;
import io.evenkeel.core.precision.Precision;
import io.evenkeel.core.theory.Kernel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Follows a signal through a network in a narrower format, for {@link FormatForecast}. */
final class FormatWalk {
  /** Below this distance the correlation map is replaced by its tangent. */
  private static final double TANGENT = 1e-4;

  private static final double HALF = 0.5;

  /** How many binades above the largest magnitude that becomes zero count as small. */
  private static final double SMALL = 12;

  private static final String NOT_NORMAL =
      "no theory of the noise of an activation of a signal that is not normal";

  private final Precision precision;
  private final FormatRange range;
  private final int batch;
  private final boolean noisy;
  private final Map<Double, Double> weightNoise = new HashMap<>();
  private final List<Double> distances = new ArrayList<>();
  private OptionalInt overflow = OptionalInt.empty();
  private OptionalInt halfZero = OptionalInt.empty();
  private boolean unknown;

  /** Whether the next activation is that of the last weight layer. */
  private boolean ofLayer;

  private int layers;

  /**
   * @param noisy whether distances are computed
   */
  FormatWalk(Precision precision, int batch, boolean noisy) {
    this.precision = precision;
    this.batch = batch;
    this.noisy = noisy;
    range = FormatRange.of(precision.format());
  }

  /**
   * A signal in the network.
   *
   * @param moments without rounding
   * @param sample a unit's values and the same values rounded since the last weight layer or sum;
   *     the difference is noise that depends on the value
   * @param distance 1 - cos to the same network in float32, without that noise
   * @param narrow whether it is in the narrower format
   */
  private record State(Moments moments, RoundedSample sample, double distance, boolean narrow) {
    private double square() {
      return moments.square();
    }
  }

  private State rounded(State state) {
    return new State(state.moments(), state.sample().round(), state.distance(), true);
  }

  /** 1 - cos to the same network in float32, with all noise. */
  private double total(State state) {
    return noisy ? joined(state.distance(), state.sample().distance()) : 0;
  }

  private State where(boolean rounds, State state) {
    return rounds ? rounded(state) : state;
  }

  private static double joined(double one, double other) {
    return one + other - one * other;
  }

  private FloatFormat format() {
    return precision.format();
  }

  private RoundedSample normal(double square) {
    return RoundedSample.normal(format(), Math.sqrt(square));
  }

  FormatForecast through(DesignSteps.Result steps, Moments input) {
    State state = new State(input, normal(input.square()), 0, false);
    for (Step step : steps.all()) {
      state = pass(step, state);
    }
    OptionalInt noise = OptionalInt.empty();
    for (int i = 0; i < distances.size() && noise.isEmpty(); i++) {
      noise = distances.get(i) >= FormatForecast.NOISE ? OptionalInt.of(i) : noise;
    }
    Optional<String> reason = unknown ? Optional.of(NOT_NORMAL) : Optional.empty();
    return new FormatForecast(overflow, halfZero, noise, distances, reason);
  }

  private boolean over() {
    return unknown || overflow.isPresent();
  }

  private State pass(Step step, State in) {
    if (over()) {
      return in;
    }
    if (step instanceof Serial serial) {
      State state = in;
      for (Step each : serial.steps()) {
        state = pass(each, state);
      }
      return state;
    }
    if (step instanceof Dense dense) {
      return dense(dense, in);
    }
    if (step instanceof Activate phi) {
      return activate(phi, in);
    }
    if (step instanceof Residual block) {
      return residual(block, in);
    }
    if (step instanceof Dropout dropout) {
      Moments out = dropout.pass(in.moments()).moments();
      RoundedSample kept = in.sample().scaled(1 / dropout.keep(), 0);
      return where(in.narrow(), new State(out, kept, in.distance(), in.narrow()));
    }
    return normalise(step, in);
  }

  private State dense(Dense dense, State in) {
    State operand = where(!in.narrow(), in);
    double before = total(operand);
    double biases = 0;
    if (precision.weights() && noisy) {
      before = joined(before, noise(dense.weightStd()));
      biases = noise(Math.sqrt(dense.sigmaB2()));
    }
    Moments out = dense.pass(in.moments()).moments();
    double signal = dense.sigmaW2() * in.square();
    double distance =
        out.square() == 0 ? 0 : (signal * before + dense.sigmaB2() * biases) / out.square();
    int layer = layers++;
    if (overflows(out.square(), dense.units(), layer)) {
      return in;
    }
    State result = rounded(new State(out, normal(out.square()), distance, false));
    ofLayer = true;
    distances.add(Double.NaN);
    output(result);
    return result;
  }

  /** {@code 1 - cos} between normal values and the same values rounded. */
  private double noise(double std) {
    return weightNoise.computeIfAbsent(
        std,
        s -> {
          RoundedSample normal = RoundedSample.normal(format(), s);
          return normal.round().distance();
        });
  }

  /** Whether the largest of a tensor's values is as likely as not beyond the format's largest. */
  private boolean overflows(double square, long units, int layer) {
    double largest = FormatForecast.largest(units * batch);
    if (log2(square) / 2 + log2(largest) >= range.overflowFrom()) {
      overflow = OptionalInt.of(layer);
    }
    return overflow.isPresent();
  }

  /** Records the output of a weight layer. */
  private void output(State state) {
    int layer = layers - 1;
    distances.set(layer, total(state));
    boolean half = state.narrow() && small(state) && state.sample().zeros() >= HALF;
    if (half && halfZero.isEmpty()) {
      halfZero = OptionalInt.of(layer);
    } else if (!half && halfZero.isPresent() && halfZero.getAsInt() == layer) {
      halfZero = OptionalInt.empty(); // of pre-activations that a sigmoid, say, makes 1/2
    }
  }

  /** Whether values are so small that many of them may become zero. */
  private boolean small(State state) {
    return !(log2(state.square()) / 2 > range.zeroUpTo() + SMALL);
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  private State activate(Activate phi, State in) {
    Moments out = phi.pass(in.moments()).moments();
    if (!in.moments().normal()) {
      unknown = true;
      distances.clear();
      return in;
    }
    Kernel kernel = Kernel.shared(phi.activation());
    double q = in.square();
    double d = in.distance();
    double square = out.square();
    double slope = q * kernel.slopeSquare(q) / square;
    double distance =
        square == 0 || d == 0
            ? 0
            : d < TANGENT ? d * slope : 1 - kernel.product(q, q, 1 - d) / square;
    RoundedSample sample = in.sample().through(phi.activation());
    State result =
        where(in.narrow(), new State(out, sample, Math.max(0, Math.min(1, distance)), in.narrow()));
    if (ofLayer) {
      output(result);
      ofLayer = false;
    }
    return result;
  }

  private State residual(Residual block, State in) {
    ofLayer = false;
    State branch = pass(block.branch(), in);
    ofLayer = false;
    if (over()) {
      return in;
    }
    State stream = product(in, block.skip());
    State added = product(branch, block.scale());
    Moments sum = block.pass(in.moments()).moments();
    double distance =
        sum.square() == 0
            ? 0
            : (stream.square() * total(stream) + added.square() * total(added)) / sum.square();
    boolean narrow = in.narrow() && branch.narrow();
    return where(narrow, new State(sum, normal(sum.square()), distance, narrow));
  }

  private State product(State state, double factor) {
    State times =
        new State(
            state.moments().times(factor),
            state.sample().scaled(factor, 0),
            state.distance(),
            state.narrow());
    return where(state.narrow() && factor != 1 && factor != 0, times);
  }

  /**
   * The signal after a norm, with the activation that a BatchNorm may include; both are computed in
   * float32.
   */
  private State normalise(Step norm, State in) {
    Moments before = in.moments();
    if (norm instanceof BatchNorm rows) {
      double spread = (before.square() - before.product()) * (batch - 1) / batch;
      double shared = (double) Math.max(0, batch - 2) / batch;
      double distance = Math.min(1, in.distance() * shared * before.square() / spread);
      RoundedSample sample = in.sample().scaled(1 / Math.sqrt(spread), 0);
      State normed = new State(Moments.normal(1, 0), sample, distance, false);
      State out =
          rows.activation() instanceof Identity
              ? normed
              : activate(new Activate(rows.activation()), normed);
      return new State(rows.pass(before).moments(), out.sample(), out.distance(), false);
    }
    Moments out = norm.pass(before).moments();
    boolean centres = norm instanceof LayerNorm;
    double mean = centres ? before.mean() : 0;
    double kept = before.square() - mean * mean;
    double distance = kept == 0 ? 0 : Math.min(1, in.distance() * before.square() / kept);
    double root = kept == 0 ? 0 : Math.sqrt(out.square() / kept);
    return new State(out, in.sample().scaled(root, -mean * root), distance, false);
  }
}
