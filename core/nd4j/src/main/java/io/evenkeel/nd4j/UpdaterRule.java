package io.evenkeel.nd4j;

import io.evenkeel.core.Footprint;
import io.evenkeel.core.Spec;
import io.evenkeel.core.engine.WeightRule;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.NesterovsUpdater;
import org.nd4j.linalg.learning.RmsPropUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * PyTorch's optimisers by ND4J's updaters, in float64, rounded to the float32 of weights and
 * states.
 *
 * <p>Where an updater's rule is another, its arguments make up for it:
 *
 * <ul>
 *   <li>ND4J's Adam adds eps to {@code sqrt(v)} before v is corrected, {@code lr sqrt(1 - beta2^t)
 *       / (1 - beta1^t) m / (sqrt(v) + eps)}, PyTorch's afterwards: the same with {@code eps sqrt(1
 *       - beta2^t)} in the place of eps.
 *   <li>ND4J's RmsProp starts its mean square at eps, PyTorch's at 0: it is given zeros.
 *   <li>ND4J has no momentum but Nesterov's: the plain one is written with its arrays.
 * </ul>
 *
 * <p>Coupled decay is {@link L2Regularization}, which is applied before an updater, decoupled decay
 * {@link WeightDecay}, which is applied behind it.
 */
final class UpdaterRule implements WeightRule {
  /** Entries that are changed at a time. */
  private static final int CHUNK = 1 << 14;

  /** Float64 arrays of a chunk: weights, gradient, two states, and what updaters make. */
  private static final int ARRAYS = 12;

  private static final long SCRATCH = (1 << 16) + (long) ARRAYS * CHUNK * Double.BYTES;

  /** What a step takes for a while. */
  static final Footprint FOOTPRINT = new Footprint(2L * CHUNK * Double.BYTES, SCRATCH);

  private final Rule rule;
  private final boolean decoupled;

  /** Turns the gradient into what is subtracted from the weights. */
  private interface Rule {
    void apply(double lr, int step, INDArray gradient, INDArray[] states);
  }

  private UpdaterRule(Rule rule, boolean decoupled) {
    this.rule = rule;
    this.decoupled = decoupled;
  }

  /** The rule of an optimiser; empty if there is none here. */
  static Optional<WeightRule> of(Spec optimizer) {
    return Optional.ofNullable(rule(optimizer))
        .map(rule -> new UpdaterRule(rule, optimizer.name().equals("adamw")));
  }

  private static Rule rule(Spec optimizer) {
    return switch (optimizer.name()) {
      case "sgd" -> (lr, step, g, states) -> update(new Sgd(lr), Map.of(), step, g);
      case "momentum" -> momentum(number(optimizer, "beta"));
      case "nesterov" -> nesterov(number(optimizer, "beta"));
      case "adam", "adamw" ->
          adam(number(optimizer, "beta1"), number(optimizer, "beta2"), number(optimizer, "eps"));
      case "rmsprop" -> rmsProp(number(optimizer, "alpha"), number(optimizer, "eps"));
      default -> null;
    };
  }

  private static double number(Spec optimizer, String argument) {
    return (Double) optimizer.arguments().get(argument);
  }

  private static Rule momentum(double beta) {
    return (lr, step, g, states) -> {
      states[0].muli(beta).addi(g);
      g.assign(states[0]).muli(lr);
    };
  }

  private static Rule nesterov(double beta) {
    return (lr, step, g, states) ->
        update(new Nesterovs(lr, beta), Map.of(NesterovsUpdater.V_STATE, states[0]), step, g);
  }

  private static Rule adam(double beta1, double beta2, double eps) {
    return (lr, step, g, states) ->
        update(
            new Adam(lr, beta1, beta2, eps * Math.sqrt(1 - Math.pow(beta2, step))),
            Map.of(AdamUpdater.M_STATE, states[0], AdamUpdater.V_STATE, states[1]),
            step,
            g);
  }

  private static Rule rmsProp(double alpha, double eps) {
    return (lr, step, g, states) ->
        update(new RmsProp(lr, alpha, eps), Map.of(RmsPropUpdater.G_STATE, states[0]), step, g);
  }

  private static void update(
      IUpdater updater, Map<String, INDArray> states, int step, INDArray gradient) {
    updater.instantiate(states, false).applyUpdater(gradient, step - 1, 0);
  }

  @Override
  public void step(
      double lr,
      double weightDecay,
      int step,
      float[] weights,
      float[] gradient,
      float[][] states,
      int length) {
    for (int from = 0; from < length; from += CHUNK) {
      Chunk chunk = new Chunk(from, Math.min(CHUNK, length - from));
      Arrays.apart(
          SCRATCH,
          () -> {
            INDArray w = chunk.wide(weights);
            INDArray[] kept = new INDArray[states.length];
            for (int i = 0; i < kept.length; i++) {
              kept[i] = chunk.wide(states[i]);
            }
            change(lr, weightDecay, step, w, chunk.wide(gradient), kept);
            chunk.narrow(w, weights);
            for (int i = 0; i < kept.length; i++) {
              chunk.narrow(kept[i], states[i]);
            }
          });
    }
  }

  /** Some neighbouring entries of arrays. */
  private record Chunk(int from, int count) {
    INDArray wide(float[] values) {
      double[] wide = new double[count];
      for (int i = 0; i < count; i++) {
        wide[i] = values[from + i];
      }
      return Nd4j.createFromArray(wide).reshape(1, count);
    }

    void narrow(INDArray wide, float[] values) {
      double[] doubles = wide.data().asDouble();
      for (int i = 0; i < count; i++) {
        values[from + i] = (float) doubles[i];
      }
    }
  }

  private void change(
      double lr, double weightDecay, int step, INDArray w, INDArray g, INDArray[] states) {
    if (weightDecay > 0 && !decoupled) {
      decay(new L2Regularization(weightDecay), w, g, lr);
    }
    rule.apply(lr, step, g, states);
    if (weightDecay > 0 && decoupled) {
      decay(new WeightDecay(weightDecay, true), w, g, lr);
    }
    w.subi(g);
  }

  private static void decay(Regularization decay, INDArray w, INDArray g, double lr) {
    decay.apply(w, g, lr, 0, 0);
  }
}
