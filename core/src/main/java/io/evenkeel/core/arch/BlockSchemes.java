package io.evenkeel.core.arch;

import static io.evenkeel.core.Parameter.choice;
import static io.evenkeel.core.Parameter.integer;
import static io.evenkeel.core.Parameter.numberOr;

import io.evenkeel.core.Arguments;
import io.evenkeel.core.Catalog;
import io.evenkeel.core.Catalog.Entry;
import io.evenkeel.core.Parameter;
import io.evenkeel.core.Spec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The family of {@link BlockScheme}s. All but {@code plain} and {@code residual} are names for a
 * {@code residual} with certain factors; {@link BlockScheme#expansion} says which.
 */
public final class BlockSchemes {
  /** All members. */
  public static final Catalog<BlockScheme> CATALOG =
      new Catalog<>(
          "block",
          List.of(
              new Entry<>(
                  "plain",
                  List.of(),
                  "x' = phi(W x): one layer after the other",
                  List.of(),
                  BlockSchemes::plain),
              entry(
                  "residual",
                  "residual: x' = skip x + scale branch(x), behind a linear stem",
                  Order.FFN,
                  BlockSchemes::residual,
                  factor("scale", 1, "factor of the branch"),
                  factor("skip", 1, "factor of the stream"),
                  factor("gain", 1, "factor of all weights of a branch"),
                  factor("gain_last", 1, "further factor of the last layer of a branch")),
              entry(
                  "gpt2",
                  "residual(gain_last=blocks^-0.5); Radford et al. 2019, section 2.3",
                  Order.FFN,
                  a -> scheme(a, Factor.ONE, Factor.ONE, Factor.ONE, new Factor(1, -0.5))),
              entry(
                  "deepnorm",
                  "residual(skip=blocks^0.25, gain=0.707107 blocks^-0.25): (2N)^(1/4) and (8N)^(-1/4)"
                      + " with N = blocks / 2, beside a norm at place stream; Wang et al. 2022,"
                      + " arXiv:2203.00555",
                  Order.FFN,
                  a ->
                      scheme(
                          a,
                          new Factor(1, 0.25),
                          Factor.ONE,
                          new Factor(Math.pow(4, -0.25), -0.25),
                          Factor.ONE)),
              entry(
                  "fixup",
                  "residual(gain=blocks^-0.5, gain_last=0): all layers but the last of m x"
                      + " blocks^(-1/(2m-2)); Zhang, Dauphin, Ma 2019, arXiv:1901.09321",
                  Order.FFN,
                  BlockSchemes::fixup),
              entry(
                  "rezero",
                  "residual(scale=0); Bachlechner et al. 2020, arXiv:2003.04887",
                  Order.FFN,
                  a -> scheme(a, Factor.ONE, Factor.ZERO, Factor.ONE, Factor.ONE)),
              entry(
                  "skipinit",
                  "residual(order=preact, scale=0); De, Smith 2020, arXiv:2002.10444",
                  Order.PREACT,
                  a -> scheme(a, Factor.ONE, Factor.ZERO, Factor.ONE, Factor.ONE))));

  private BlockSchemes() {}

  private static Entry<BlockScheme> entry(
      String name,
      String formula,
      Order order,
      Function<Arguments, BlockScheme> factory,
      Parameter... more) {
    List<Parameter> parameters =
        new ArrayList<>(
            List.of(
                integer("branch", 2L, "weight layers of a block, 1 or 2"),
                choice(
                    "order",
                    order.text(),
                    Arrays.stream(Order.values()).map(Order::text).toList(),
                    "ffn: V phi(W x), preact: V phi(W phi(x)), postact: phi of the sum")));
    parameters.addAll(List.of(more));
    return new Entry<>(name, List.of(), formula, parameters, factory);
  }

  private static Parameter factor(String name, double defaultValue, String meaning) {
    return numberOr(
        name,
        defaultValue,
        List.of(Factor.INV_SQRT_WORD),
        meaning + ", any finite number or inv_sqrt, 1/sqrt(blocks)");
  }

  private static BlockScheme plain(Arguments arguments) {
    return new BlockScheme(
        arguments.spec(), false, 1, Order.FFN, Factor.ONE, Factor.ONE, Factor.ONE, Factor.ONE);
  }

  private static BlockScheme residual(Arguments arguments) {
    return scheme(
        arguments,
        Factor.of(arguments.value("skip")),
        Factor.of(arguments.value("scale")),
        Factor.of(arguments.value("gain")),
        Factor.of(arguments.value("gain_last")));
  }

  private static BlockScheme fixup(Arguments arguments) {
    int layers = branch(arguments);
    Factor others = layers == 1 ? Factor.ONE : new Factor(1, -1.0 / (2 * layers - 2));
    return scheme(arguments, Factor.ONE, Factor.ONE, others, Factor.ZERO);
  }

  private static int branch(Arguments arguments) {
    return (int) arguments.number("branch", n -> n == 1 || n == 2, "1 or 2");
  }

  private static BlockScheme scheme(
      Arguments arguments, Factor skip, Factor scale, Factor gain, Factor gainLast) {
    Spec spec = arguments.spec();
    return new BlockScheme(
        spec,
        true,
        branch(arguments),
        Order.of(arguments.choice("order")),
        skip,
        scale,
        gain,
        gainLast);
  }
}
