package io.evenkeel.core.axis;

import io.evenkeel.core.train.Batches;
import io.evenkeel.core.train.Optimizer;
import io.evenkeel.core.train.Optimizers;
import io.evenkeel.core.train.Parametrization;
import io.evenkeel.core.train.Parametrizations;
import java.util.List;
import java.util.Optional;

/** The axes that say how a trial's network is trained. */
final class TrainingAxes {
  private static final int MOST_STEPS = 1_000_000;

  static final Axis<Integer> STEPS =
      WholeAxis.of(
          "steps",
          "steps of training; 0 = the network is measured as it is initialised",
          Placement.added().largestFirst().decidingEngine(),
          0,
          MOST_STEPS,
          "0");

  static final Axis<List<Integer>> RECORD =
      new ListAxis(
          "record",
          "steps after which layers are measured, beside 0 and the last; none = these two alone",
          Placement.added(),
          1,
          0,
          MOST_STEPS);

  static final Axis<Batches> BATCHES =
      new WordAxis<>(
          "batches",
          "fixed = each step sees the same batch, fresh = a batch of its own",
          Placement.added(),
          List.of(),
          List.of(Batches.values()),
          Batches::text,
          Optional.of(Batches.FIXED.text()));

  static final Axis<Optimizer> OPTIMIZER =
      new FamilyAxis<>(
          "optimizer",
          "rule that changes weights, with what differs from its defaults",
          Placement.added().decidingEngine(),
          Optimizers.CATALOG,
          Optimizer::spec,
          Optional.of("sgd"));

  static final Axis<Double> LR =
      new RealAxis(
          "lr",
          "learning rate",
          Placement.added(),
          x -> x >= 0 && x < Double.POSITIVE_INFINITY,
          "a finite number of at least 0",
          Optional.of("0.01"));

  static final Axis<Double> WEIGHT_DECAY =
      new RealAxis(
          "weight_decay",
          "weight decay: part of the gradient, or decoupled with adamw",
          Placement.added(),
          x -> x >= 0 && x < Double.POSITIVE_INFINITY,
          "a finite number of at least 0",
          Optional.of("0"));

  static final Axis<Double> CLIP =
      new RealAxis(
          "clip",
          "largest norm of all gradients together; 0 = no clipping",
          Placement.added(),
          x -> x >= 0 && x < Double.POSITIVE_INFINITY,
          "a finite number of at least 0",
          Optional.of("0"));

  static final Axis<Parametrization> PARAMETRIZATION =
      new FamilyAxis<>(
          "parametrization",
          "how initial weights and learning rates depend on width",
          Placement.added().decidingEngine(),
          Parametrizations.CATALOG,
          Parametrization::spec,
          Optional.of("standard"));

  static final Axis<Boolean> NTK =
      new FlagAxis(
          "ntk",
          "whether the neural tangent kernel of the initial network is computed",
          Placement.added().decidingEngine(),
          false);

  private TrainingAxes() {}
}
