package io.evenkeel.core.arch;

import io.evenkeel.core.Spec;
import java.util.ArrayList;
import java.util.List;

/**
 * How weight layers are joined: one after the other, or as residual blocks behind a linear stem.
 *
 * @param spec canonical name and every parameter
 * @param residual false for a plain net, which has no use for what follows
 * @param branch weight layers of a block, 1 or 2
 * @param order of matrices, activations and the sum
 * @param skip factor of the stream
 * @param scale factor of the branch
 * @param gain factor of every weight of the branch, on top of the initialiser
 * @param gainLast further factor of the weights of the branch's last layer
 */
public record BlockScheme(
    Spec spec,
    boolean residual,
    int branch,
    Order order,
    Factor skip,
    Factor scale,
    Factor gain,
    Factor gainLast) {

  /**
   * What the scheme expands to: {@code residual(...)} with what differs from the defaults of {@code
   * residual}, each factor as a formula of the number of blocks.
   */
  public String expansion() {
    if (!residual) {
      return "plain";
    }
    List<String> parts = new ArrayList<>();
    if (branch != 2) {
      parts.add("branch=" + branch);
    }
    if (order != Order.FFN) {
      parts.add("order=" + order.text());
    }
    add(parts, "skip", skip);
    add(parts, "scale", scale);
    add(parts, "gain", gain);
    add(parts, "gain_last", gainLast);
    return "residual" + (parts.isEmpty() ? "" : "(" + String.join(", ", parts) + ")");
  }

  private static void add(List<String> parts, String name, Factor factor) {
    if (!factor.equals(Factor.ONE)) {
      parts.add(name + "=" + factor.formula());
    }
  }
}
