package io.evenkeel.core.theory.block;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.arch.Architecture;
import io.evenkeel.core.arch.Block;
import io.evenkeel.core.init.Biases;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.norm.Norm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The steps of a network, split at the places where its signal is followed: after each activation
 * of a plain net; after the stem and each block of a residual one.
 */
final class DesignSteps {
  /** A mean this small relative to the standard deviation is rounding. */
  private static final double CENTRED = 1e-12;

  private final int batch;
  private final boolean residual;
  private final List<Step> stops = new ArrayList<>();
  private List<Step> open = new ArrayList<>();
  private Optional<String> reason = Optional.empty();
  private int units;

  private DesignSteps(int batch, boolean residual) {
    this.batch = batch;
    this.residual = residual;
  }

  /**
   * The steps, or the reason why theory does not cover the network.
   *
   * @param stops each ends where the signal is followed
   * @param rest the steps after the last stop
   */
  record Result(List<Step> stops, List<Step> rest, Optional<String> reason) {
    /** The steps of the whole network. */
    List<Step> all() {
      return Stream.concat(stops.stream(), rest.stream()).toList();
    }
  }

  /**
   * Translates a network.
   *
   * @param residual whether its stops are the ends of residual blocks
   */
  static Result of(Architecture architecture, int batch, boolean residual) {
    DesignSteps steps = new DesignSteps(batch, residual);
    steps.units = architecture.inputUnits();
    for (Block block : architecture.blocks()) {
      steps.add(block);
    }
    return new Result(List.copyOf(steps.stops), joined(steps.open), steps.reason);
  }

  private void add(Block block) {
    if (block instanceof io.evenkeel.core.arch.Repeat repeat) {
      for (int i = 0; i < repeat.times(); i++) {
        repeat.blocks().forEach(this::add);
      }
      return;
    }
    boolean ends =
        residual
            ? block instanceof io.evenkeel.core.arch.Residual || stops.isEmpty()
            : block instanceof io.evenkeel.core.arch.Activate;
    open.add(step(block));
    units = block.unitsAfter(units);
    if (ends) {
      stops.add(new Serial(joined(open)));
      open = new ArrayList<>();
    }
  }

  private Serial serial(List<Block> blocks) {
    int before = units;
    List<Step> steps = new ArrayList<>();
    for (Block block : blocks) {
      steps.add(step(block));
      units = block.unitsAfter(units);
    }
    units = before;
    return new Serial(joined(steps));
  }

  /** The steps, with a BatchNorm and an activation right after it joined to one step. */
  private static List<Step> joined(List<Step> steps) {
    List<Step> joined = new ArrayList<>();
    for (Step step : steps) {
      int last = joined.size() - 1;
      if (step instanceof Activate phi && last >= 0 && joined.get(last) instanceof BatchNorm norm) {
        joined.set(last, new BatchNorm(norm.eps(), norm.batch(), phi.activation()));
      } else {
        joined.add(step);
      }
    }
    return joined;
  }

  private Step step(Block block) {
    return block.select(new Translation());
  }

  private final class Translation implements Block.Cases<Step> {
    @Override
    public Step dense(io.evenkeel.core.arch.Dense block) {
      int in = units;
      int out = block.units();
      Initializer init = block.init();
      boolean known = init.unsupported(out, in).isEmpty();
      double variance = known ? init.variance(out, in) : Double.NaN;
      if (!known || !centred(init.mean(out, in), variance) || !(variance > 0)) {
        reason = Optional.of("no theory of weights with a mean or without a variance");
      }
      double gain = block.gain() * block.gain();
      double biases = block.bias().map(bias -> bias(bias, out, in)).orElse(0.0);
      return new Dense(in * variance * gain, biases, out * variance * gain, out);
    }

    private double bias(Initializer bias, int out, int in) {
      boolean known = Biases.unsupported(bias, out, in).isEmpty();
      double variance = known ? Biases.variance(bias, out, in) : Double.NaN;
      if (!known || !centred(Biases.mean(bias, out, in), variance)) {
        reason = Optional.of("no theory of biases with a mean");
      }
      return variance;
    }

    private boolean centred(double mean, double variance) {
      double std = Math.sqrt(variance);
      return Math.abs(mean) <= CENTRED * std && std < Double.POSITIVE_INFINITY;
    }

    @Override
    public Step activate(io.evenkeel.core.arch.Activate block) {
      Activation activation = block.activation();
      return new Activate(activation);
    }

    @Override
    public Step normalize(io.evenkeel.core.arch.Normalize block) {
      return block.norm().select(new OfNorm(batch));
    }

    @Override
    public Step dropout(io.evenkeel.core.arch.Dropout block) {
      return new Dropout(1 - block.p());
    }

    @Override
    public Step residual(io.evenkeel.core.arch.Residual block) {
      Residual sum = new Residual(block.skip(), block.scale(), serial(block.branch()));
      return block.exit().isEmpty()
          ? sum
          : new Serial(
              joined(
                  Stream.concat(Stream.<Step>of(sum), serial(block.exit()).steps().stream())
                      .toList()));
    }

    @Override
    public Step repeat(io.evenkeel.core.arch.Repeat block) {
      throw new IllegalStateException("a repetition within a block");
    }
  }

  /** The step of each norm. */
  private record OfNorm(int batch) implements Norm.Cases<Step> {
    @Override
    public Step layerNorm(io.evenkeel.core.norm.LayerNorm norm) {
      return new LayerNorm(norm.eps());
    }

    @Override
    public Step batchNorm(io.evenkeel.core.norm.BatchNorm norm) {
      return new BatchNorm(norm.eps(), batch);
    }

    @Override
    public Step rmsNorm(io.evenkeel.core.norm.RmsNorm norm) {
      return new RmsNorm(norm.eps());
    }
  }
}
