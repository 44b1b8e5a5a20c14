package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.axis.Axis;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** From a place of a plan to a trial, to its text, to a plan of its own, and back. */
@Execution(ExecutionMode.CONCURRENT)
class TrialRoundTripTest {
  private static final List<String> ACTIVATIONS =
      List.of("relu", "tanh", "leaky_relu(negative_slope=0.3)", "softplus(beta=2)", "gelu");
  private static final List<String> INITS =
      List.of(
          "kaiming_normal(nonlinearity=relu)",
          "xavier_uniform(gain=auto)",
          "orthogonal(gain=0.7)",
          "sparse(sparsity=0.5)",
          "identity");
  private static final List<String> BIASES = List.of("none", "normal(std=0.1)", "zeros");
  private static final List<String> LOSSES = List.of("mse", "cross_entropy", "random_cotangent");

  @Test
  void everyPlaceIsOneTrialAndEveryTrialIsFoundByItsText() {
    SplittableRandom random = new SplittableRandom(8);
    for (int round = 0; round < 12; round++) {
      Plan plan = plan(random);
      Set<Long> ids = new HashSet<>();
      for (long place = 0; place < plan.trials(); place++) {
        Trial trial = plan.trialAt(place);
        String text = trial.toString();
        assertThat(TrialIdentity.parse(text)).isEqualTo(trial);
        assertThat(ids.add(TrialIdentity.id(trial))).as("%s is met once", text).isTrue();
        assertThat(alone(trial)).isEqualTo(trial);
      }
    }
  }

  /** The trial of a sweep that has its values and no others. */
  private static Trial alone(Trial trial) {
    StringBuilder text = new StringBuilder("evenkeel-sweep 1\nname one\ntrial_memory 1\ngrid");
    for (Axis<?> axis : Axes.ALL) {
      text.append('\n').append(axis.key()).append(' ').append(trial.text(axis));
    }
    Plan plan = Plan.fromCanonical(text.toString());
    assertThat(plan.trials()).isEqualTo(1);
    return plan.trialAt(0);
  }

  private static Plan plan(SplittableRandom random) {
    StringBuilder text = new StringBuilder("evenkeel-sweep 1\nname random\ntrial_memory 1");
    for (int grid = 0; grid < 2; grid++) {
      int depth = 1 + random.nextInt(3);
      text.append("\ngrid\ndepth ").append(depth).append("..").append(depth + 1);
      text.append("\nwidth ").append(random.nextBoolean() ? "4,7" : "7");
      text.append("\nreadout_width ").append(random.nextBoolean() ? "0,3" : "2");
      text.append("\nactivation ").append(some(random, ACTIVATIONS));
      text.append("\ninit ").append(some(random, INITS));
      text.append("\nbias ").append(some(random, BIASES));
      text.append("\nloss ").append(some(random, LOSSES));
      text.append("\nengine ").append(random.nextBoolean() ? "auto" : "explicit; matrix_free");
      text.append("\nseed ").append(random.nextBoolean() ? "0..2" : "-3,5");
    }
    return Plan.fromCanonical(text.toString());
  }

  private static String some(SplittableRandom random, List<String> texts) {
    int first = random.nextInt(texts.size());
    int second = random.nextInt(texts.size());
    return first == second ? texts.get(first) : texts.get(first) + "; " + texts.get(second);
  }
}
