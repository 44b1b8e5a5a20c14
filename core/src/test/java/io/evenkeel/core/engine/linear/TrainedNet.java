package io.evenkeel.core.engine.linear;

import io.evenkeel.core.arch.Architecture;
import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.Updates;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.engine.ops.ArrayEngine;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.probe.TwoProbes;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import io.evenkeel.core.stats.Scaled;
import io.evenkeel.core.train.Trainer;
import io.evenkeel.core.train.TrainingRule;
import io.evenkeel.core.train.WeightMove;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** A network that is trained again and again from other draws, and looked at after every step. */
final class TrainedNet implements AutoCloseable {
  private static final int BATCH = 2;

  private final Memory memory = Memory.allocating();
  private final CompiledNet net;
  private final Memory courseMemory = Memory.allocating();
  private final TrainingRule rule;
  private final int steps;
  private final boolean fresh;

  /**
   * What a course shows.
   *
   * @param tensors before the first step and after each
   * @param losses at the same times
   * @param gradientNorms at the same times
   * @param moves of every layer's weights, after each step from the first on
   */
  record Course(
      List<Tensors> tensors,
      List<Double> losses,
      List<Scaled> gradientNorms,
      List<List<WeightMove>> moves) {}

  /**
   * @param fresh whether each step has a batch of its own
   */
  TrainedNet(
      Architecture architecture, LinearMaps maps, TrainingRule rule, int steps, boolean fresh) {
    this.rule = rule;
    this.steps = steps;
    this.fresh = fresh;
    Updates updates = new Updates(steps + 1, rule.optimizer().states(), rule.optimizer().linear());
    Workload workload =
        new Workload(architecture, BATCH, true, Optional.empty(), 0, Optional.of(updates));
    net = new ArrayEngine("under_test", maps).compile(workload, memory);
  }

  /**
   * Trains on the mean squared error.
   *
   * @param draws of a step
   */
  Course run(long seed, IntFunction<Draws> draws) {
    courseMemory.recycle();
    Trainer trainer = new Trainer(rule, net.weights(), courseMemory);
    List<Tensors> tensors = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    List<Scaled> norms = new ArrayList<>();
    List<List<Supplier<WeightMove>>> moves = new ArrayList<>();
    for (int step = 0; step <= steps; step++) {
      Tensors seen = new Tensors();
      float[] input = normals(seed, Role.INPUT, step, inputUnits());
      seen.x.add(Tensors.rows(input, BATCH, inputUnits(), 0));
      if (step == 0) {
        net.forward(input, draws.apply(0), seen);
      } else {
        net.forwardAgain(input, draws.apply(step), seen);
        List<Supplier<WeightMove>> ofLayers = new ArrayList<>();
        for (int layer = 0; layer < net.weights().size(); layer++) {
          ofLayers.add(trainer.move(layer, draws.apply(0)));
        }
        moves.add(ofLayers);
      }
      double[] gradient = new double[BATCH * outputUnits()];
      losses.add(loss(normals(seed, Role.TARGET, step, outputUnits()), gradient));
      trainer.begin(step + 1, step < steps, true);
      net.backward(gradient, new TwoProbes(seen, trainer.probe()));
      trainer.end();
      norms.add(trainer.gradientNorm());
      tensors.add(seen);
    }
    List<List<WeightMove>> moved =
        moves.stream().map(step -> step.stream().map(Supplier::get).toList()).toList();
    return new Course(tensors, losses, norms, moved);
  }

  private float[] normals(long seed, Role role, int step, int units) {
    float[] normals = new float[BATCH * units];
    RandomStream.of(seed, role, fresh ? step : 0).fillNormal(0, normals, 0, normals.length);
    return normals;
  }

  private double loss(float[] target, double[] gradient) {
    double sum = 0;
    for (int i = 0; i < gradient.length; i++) {
      double difference = (double) net.output()[i] - target[i];
      sum += difference * difference;
      gradient[i] = 2 * difference / gradient.length;
    }
    return sum / gradient.length;
  }

  private int inputUnits() {
    return net.workload().architecture().inputUnits();
  }

  private int outputUnits() {
    return net.workload().architecture().outputUnits();
  }

  @Override
  public void close() {
    net.close();
    courseMemory.close();
    memory.close();
  }
}
