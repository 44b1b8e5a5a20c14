package io.evenkeel.core.init;

import io.evenkeel.core.Footprint;
import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.expr.Expression;
import io.evenkeel.core.law.EntryLaw;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.random.RandomStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A scheme some of whose parameters are formulas of a layer's fans and of the network's sizes:
 * {@code normal(std="sqrt(2/fan_in)/sqrt(2*blocks)")}. On each layer it is the scheme with the
 * numbers that the formulas give there.
 *
 * <p>A layer on which a formula has no finite value, or one that the scheme does not allow, is
 * {@link #unsupported}: its moments are NaN.
 */
public final class FormulaInit implements Initializer {
  private final Spec spec;
  private final Map<String, Expression> formulas;
  private final Optional<NetSize> size;

  private FormulaInit(Spec spec, Map<String, Expression> formulas, Optional<NetSize> size) {
    this.spec = spec;
    this.formulas = formulas;
    this.size = size;
  }

  /**
   * Reads the formulas of a complete spec.
   *
   * @param parameters which of its arguments are formulas
   * @throws SpecException if one is none
   */
  static FormulaInit of(Spec complete, List<String> parameters) {
    Map<String, Expression> formulas = new LinkedHashMap<>();
    for (String name : parameters) {
      formulas.put(name, FormulaNames.parse((String) complete.arguments().get(name)));
    }
    return new FormulaInit(complete, formulas, Optional.empty());
  }

  /** The scheme in a network of that size; a scheme without formulas is returned unchanged. */
  public static Initializer in(Initializer scheme, NetSize size) {
    return scheme instanceof FormulaInit init
        ? new FormulaInit(init.spec, init.formulas, Optional.of(size))
        : scheme;
  }

  /**
   * The scheme on a layer of that shape.
   *
   * @throws SpecException if a formula has no finite value there, or one that is out of range
   */
  public Initializer on(int fanOut, int fanIn) {
    Spec numbers = spec;
    for (Map.Entry<String, Expression> formula : formulas.entrySet()) {
      double value = formula.getValue().value(name -> variable(name, fanOut, fanIn));
      if (!Double.isFinite(value)) {
        throw new SpecException(
            "%s=\"%s\" of %s is %s where %s"
                .formatted(
                    formula.getKey(),
                    formula.getValue().text(),
                    spec.name(),
                    value,
                    place(fanOut, fanIn)));
      }
      numbers = numbers.with(formula.getKey(), value);
    }
    return Initializers.CATALOG.create(numbers);
  }

  private double variable(String name, int fanOut, int fanIn) {
    return switch (name) {
      case FormulaNames.FAN_IN -> fanIn;
      case FormulaNames.FAN_OUT -> fanOut;
      case FormulaNames.DEPTH -> size.map(net -> (double) net.depth()).orElse(Double.NaN);
      case FormulaNames.WIDTH -> size.map(net -> (double) net.width()).orElse(Double.NaN);
      case FormulaNames.BLOCKS -> size.map(net -> (double) net.blocks()).orElse(Double.NaN);
      default -> throw new IllegalStateException("no variable " + name);
    };
  }

  private String place(int fanOut, int fanIn) {
    String fans = "fan_in is %s, fan_out %s".formatted(fanIn, fanOut);
    return size.map(
            net ->
                "%s, depth %s, width %s, blocks %s"
                    .formatted(fans, net.depth(), net.width(), net.blocks()))
        .orElse(fans);
  }

  /** The scheme with numbers on a layer; empty if a formula has no allowed value there. */
  private Optional<Initializer> known(int fanOut, int fanIn) {
    try {
      return Optional.of(on(fanOut, fanIn));
    } catch (SpecException e) { // what is wrong is said by unsupported()
      return Optional.empty();
    }
  }

  /** Canonical name and every parameter, formulas in their normal form. */
  @Override
  public Spec spec() {
    return spec;
  }

  @Override
  public Optional<String> unsupported(int fanOut, int fanIn) {
    try {
      return on(fanOut, fanIn).unsupported(fanOut, fanIn);
    } catch (SpecException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public void fill(RandomStream stream, int fanOut, int fanIn, float[] weights) {
    on(fanOut, fanIn).fill(stream, fanOut, fanIn, weights);
  }

  @Override
  public Optional<EntryLaw> entries(int fanOut, int fanIn) {
    return known(fanOut, fanIn).flatMap(scheme -> scheme.entries(fanOut, fanIn));
  }

  @Override
  public Footprint fillFootprint(int fanOut, int fanIn) {
    return known(fanOut, fanIn)
        .map(scheme -> scheme.fillFootprint(fanOut, fanIn))
        .orElse(Footprint.NONE);
  }

  /**
   * The distribution on a layer. On a layer that cannot have the scheme it is equal to no
   * distribution, not even to itself.
   */
  @Override
  public WeightDistribution distribution(int fanOut, int fanIn) {
    return known(fanOut, fanIn)
        .map(scheme -> scheme.distribution(fanOut, fanIn))
        .orElseGet(() -> WeightDistribution.normal(Double.NaN, Double.NaN));
  }

  @Override
  public double mean(int fanOut, int fanIn) {
    return known(fanOut, fanIn).map(scheme -> scheme.mean(fanOut, fanIn)).orElse(Double.NaN);
  }

  @Override
  public double variance(int fanOut, int fanIn) {
    return known(fanOut, fanIn).map(scheme -> scheme.variance(fanOut, fanIn)).orElse(Double.NaN);
  }

  @Override
  public double excessKurtosis(int fanOut, int fanIn) {
    return known(fanOut, fanIn)
        .map(scheme -> scheme.excessKurtosis(fanOut, fanIn))
        .orElse(Double.NaN);
  }

  @Override
  public Optional<WeightLaw> law(int fanOut, int fanIn) {
    return known(fanOut, fanIn).flatMap(scheme -> scheme.law(fanOut, fanIn));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FormulaInit init && spec.equals(init.spec) && size.equals(init.size);
  }

  @Override
  public int hashCode() {
    return 31 * spec.hashCode() + size.hashCode();
  }

  @Override
  public String toString() {
    return spec.text();
  }
}
