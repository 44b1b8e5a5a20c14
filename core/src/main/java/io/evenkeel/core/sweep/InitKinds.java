package io.evenkeel.core.sweep;

import io.evenkeel.core.Footprint;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.engine.linear.MatrixFreeMaps;
import io.evenkeel.core.init.FileWeights;
import io.evenkeel.core.init.FormulaInit;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.law.WeightLaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The kinds of a trial's weight matrices: all properties of the scheme that decide whether an
 * engine can compute the trial, which engine is cheaper, and what memory and time it takes.
 *
 * <p>Trials whose activations and schemes have equal kinds, and that differ in nothing else but
 * their seeds, get equal answers from either built-in engine.
 *
 * @param layers a kind for each shape of a weight matrix
 */
record InitKinds(List<Object> layers) {
  /**
   * @param law of the weights, without their scale if that decides nothing; empty if none is known
   * @param byStretches whether entries can be drawn in parts
   * @param fill the memory that drawing them takes temporarily
   */
  private record Layer(Optional<Object> law, boolean byStretches, Footprint fill) {}

  /**
   * A law whose scale decides nothing else.
   *
   * @param law its class
   * @param matrixFree whether its layers can be computed without weights
   */
  private record AnyScale(Class<?> law, boolean matrixFree) {}

  /**
   * The kinds of a plain net of one width whose scheme allows all of its matrices; empty for all
   * other trials, and for schemes that know the network's size or come from a file.
   */
  static Optional<InitKinds> of(Trial trial) {
    Initializer init = trial.init();
    if (init instanceof FormulaInit
        || init instanceof FileWeights
        || trial.get(Axes.BLOCK).residual()
        || !trial.get(Axes.PARAMETRIZATION).isStandard()
        || !trial.get(Axes.SHAPE).isEmpty()) {
      return Optional.empty();
    }
    int width = trial.width();
    List<Object> layers = new ArrayList<>(3);
    boolean allowed = add(init, trial.batch(), width, trial.inputWidth(), layers);
    if (trial.inputWidth() != width) {
      allowed &= add(init, trial.batch(), width, width, layers);
    }
    if (trial.readoutWidth() > 0) {
      allowed &= add(init, trial.batch(), trial.readoutWidth(), width, layers);
    }
    return allowed ? Optional.of(new InitKinds(layers)) : Optional.empty();
  }

  /** Adds the kind of a matrix, if the scheme allows the matrix; says whether it does. */
  private static boolean add(Initializer init, int batch, int out, int in, List<Object> layers) {
    layers.add(
        new Layer(
            init.law(out, in).map(law -> law.select(new OfLaw(batch, out, in))),
            init.entries(out, in).isPresent(),
            init.fillFootprint(out, in)));
    return init.unsupported(out, in).isEmpty();
  }

  /** The properties of a law that decide something. */
  private record OfLaw(int batch, int out, int in) implements WeightLaw.Cases<Object> {
    private AnyScale anyScale(WeightLaw law) {
      return new AnyScale(law.getClass(), MatrixFreeMaps.supports(law, batch, out, in));
    }

    @Override
    public Object gaussian(WeightLaw.Gaussian law) {
      return anyScale(law);
    }

    @Override
    public Object haar(WeightLaw.Haar law) {
      return anyScale(law);
    }

    @Override
    public Object identity(WeightLaw.Identity law) {
      return law;
    }

    @Override
    public Object constant(WeightLaw.Constant law) {
      return law;
    }

    @Override
    public Object sparse(WeightLaw.Sparse law) {
      return law;
    }
  }
}
