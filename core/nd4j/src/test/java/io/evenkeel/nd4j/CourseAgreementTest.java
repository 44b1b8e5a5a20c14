package io.evenkeel.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.Spec;
import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.Engine;
import io.evenkeel.core.engine.Engines;
import io.evenkeel.core.engine.LayerWeights;
import io.evenkeel.core.engine.Updates;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.probe.NoProbe;
import io.evenkeel.core.train.Optimizer;
import io.evenkeel.core.train.Optimizers;
import io.evenkeel.core.train.Parametrizations;
import io.evenkeel.core.train.StepSize;
import io.evenkeel.core.train.Trainer;
import io.evenkeel.core.train.TrainingRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Courses of training by the engine {@code nd4j}, with ND4J's updaters, and by {@code explicit}:
 * all weights and biases, the output and the norm of the gradient after each step, on random
 * networks, with each optimiser.
 */
class CourseAgreementTest {
  /** Unit roundoff of float32. */
  private static final double U = 0x1p-24;

  /** Roundings of the longest sum of a pass, as for single passes. */
  private static final int ROUNDINGS = 40;

  private static final int PERTURBATIONS = 3;

  /**
   * As for single passes: perturbations are few, and the distance of two results is twice that of
   * one to the exact one.
   */
  private static final double SAFETY = 8;

  private static final int STEPS = 3;
  private static final int NETS = 6;

  private static final List<String> OPTIMIZERS =
      List.of("sgd", "momentum", "nesterov", "adam", "adamw", "rmsprop");

  @Test
  void bothEnginesTrainAlike() {
    compare(0, NETS);
  }

  @Test
  @Tag("long")
  void bothEnginesTrainManyNetsAlike() {
    compare(NETS, 300);
  }

  private static void compare(int from, int to) {
    List<String> wrong = new ArrayList<>();
    int compared = 0;
    for (int seed = from; seed < to; seed++) {
      Case course = new Case(seed);
      List<double[]> ours = course.run(Engines.of("nd4j"), course.draws());
      List<double[]> theirs = course.run(Engines.EXPLICIT, course.draws());
      List<List<double[]>> moved = course.perturbed();
      for (int i = 0; i < theirs.size() && finite(theirs.get(i)); i++) {
        compared++;
        double[] expected = theirs.get(i);
        double spread = 0;
        for (List<double[]> other : moved) {
          spread = Math.max(spread, distance(expected, other.get(i)));
        }
        double bound = SAFETY * spread + ROUNDINGS * U * distance(expected, new double[0]);
        double distance = distance(expected, ours.get(i));
        if (!(distance <= bound)) {
          wrong.add(
              "%s: %s after step %s is off by %s, bound %s"
                  .formatted(course, Case.WHAT.get(i % 3), i / 3, distance, bound));
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(compared).as("finite results").isGreaterThan(2 * STEPS * (to - from));
  }

  private static boolean finite(double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** Euclidean; what an array lacks is 0. */
  private static double distance(double[] first, double[] second) {
    double squares = 0;
    for (int i = 0; i < first.length; i++) {
      double difference = first[i] - (i < second.length ? second[i] : 0);
      squares += difference * difference;
    }
    return Math.sqrt(squares);
  }

  /** A random network that is trained towards random targets. */
  private static final class Case {
    private static final List<String> WHAT = List.of("output", "gradient norm", "weights");

    private final long seed;
    private final Workload workload;
    private final TrainingRule rule;
    private final float[] input;
    private final double[] targets;

    Case(long seed) {
      this.seed = seed;
      Workload passes = RandomNets.of(seed);
      String name = OPTIMIZERS.get((int) (seed % OPTIMIZERS.size()));
      Optimizer optimizer = Optimizers.CATALOG.create(Spec.of(name));
      workload =
          new Workload(
              passes.architecture(),
              passes.batch(),
              true,
              Optional.empty(),
              0,
              Optional.of(new Updates(STEPS + 1, optimizer.states(), optimizer.linear())));
      double clip = seed % 4 == 0 ? 0.5 : 0;
      double decay = seed % 3 == 0 ? 0.1 : 0;
      rule =
          new TrainingRule(
              optimizer,
              new StepSize(0.003, decay),
              clip,
              Parametrizations.CATALOG.create(Spec.of("standard")),
              passes.architecture().inputUnits());
      SplittableRandom random = new SplittableRandom(~seed);
      input = new float[passes.batch() * passes.architecture().inputUnits()];
      for (int i = 0; i < input.length; i++) {
        input[i] = (float) random.nextGaussian();
      }
      targets = new double[passes.batch() * passes.architecture().outputUnits()];
      for (int i = 0; i < targets.length; i++) {
        targets[i] = random.nextGaussian();
      }
    }

    Draws draws() {
      return Draws.ofSeed(seed);
    }

    List<List<double[]>> perturbed() {
      List<List<double[]>> runs = new ArrayList<>();
      for (int i = 0; i < PERTURBATIONS; i++) {
        SplittableRandom random = new SplittableRandom(seed * PERTURBATIONS + i);
        runs.add(run(Engines.EXPLICIT, new PerturbedDraws(draws(), ROUNDINGS * U, random)));
      }
      return runs;
    }

    /** Output, norm of the gradient, and all weights and biases, of each step. */
    List<double[]> run(Engine engine, Draws draws) {
      assertThat(engine.untrainable(workload)).isEmpty();
      List<double[]> found = new ArrayList<>();
      try (Memory memory = Memory.allocating();
          CompiledNet net = engine.compile(workload, memory)) {
        Trainer trainer =
            new Trainer(rule, engine.rule(rule.optimizer().spec()), net.weights(), memory);
        for (int step = 0; step <= STEPS; step++) {
          if (step == 0) {
            net.forward(input, draws, NoProbe.INSTANCE);
          } else {
            net.forwardAgain(input, Draws.ofSeed(seed, step), NoProbe.INSTANCE);
          }
          found.add(output(net));
          trainer.begin(step + 1, true, false);
          net.backward(gradient(net), trainer.probe());
          trainer.end();
          found.add(new double[] {trainer.gradientNorm().value()});
          found.add(weights(net));
        }
      }
      return found;
    }

    private double[] output(CompiledNet net) {
      double[] output = new double[targets.length];
      for (int i = 0; i < output.length; i++) {
        output[i] = net.output()[i];
      }
      return output;
    }

    /** Of half the squared distance to the targets, mean over the batch. */
    private double[] gradient(CompiledNet net) {
      double[] gradient = output(net);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = (gradient[i] - targets[i]) / workload.batch();
      }
      return gradient;
    }

    private static double[] weights(CompiledNet net) {
      List<Double> all = new ArrayList<>();
      for (LayerWeights layer : net.weights()) {
        int length = layer.units() * layer.fanIn();
        float[] values = layer.values(new float[length]);
        for (int i = 0; i < length; i++) {
          all.add((double) values[i]);
        }
        for (float bias : layer.bias()) {
          all.add((double) bias);
        }
      }
      return all.stream().mapToDouble(x -> x).toArray();
    }

    @Override
    public String toString() {
      return "course %s (%s, %s)".formatted(seed, rule, workload);
    }
  }
}
