package io.evenkeel.core.activation;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.core.Spec;
import io.evenkeel.core.golden.GoldenCase;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The activations under test: every member as its defaults have it, and further parameters. */
final class ActivationCases {
  private static final List<String> FURTHER =
      List.of(
          "leaky_relu(negative_slope=0.2)",
          "leaky_relu(negative_slope=-1.5)",
          "elu(alpha=0.7)",
          "elu(alpha=-2)",
          "celu(alpha=0.3)",
          "celu(alpha=-3)",
          "gelu(approximate=tanh)",
          "softplus(beta=2.5,threshold=3)",
          "softplus(beta=0.1,threshold=-1)",
          "softplus(beta=-1)",
          "hardtanh(min_val=-0.1,max_val=2.3)",
          "softshrink(lambd=0)",
          "softshrink(lambd=1.7)",
          "hardshrink(lambd=0)",
          "hardshrink(lambd=-1)",
          "hardshrink(lambd=0.9)",
          "threshold(threshold=-0.3,value=5)",
          "prelu(init=-0.5)",
          "sin(w0=3)",
          "expr(\"x*sigmoid(sqrt(8/pi)*(x+0.044715*x^3))\")",
          "expr(\"where(x>1,2-x,-0.1*x^2)\")",
          "expr(\"max(x,-0.5)*min(x,2)+softsign(x)\")",
          "expr(\"log1p(abs(x))+cos(x)\")",
          "expr(\"2^-abs(x)+exp(-abs(x))*leaky_relu(x,0.2)\")");

  private ActivationCases() {}

  static Stream<Activation> all() {
    Stream<Activation> defaults =
        Activations.CATALOG.entries().stream()
            .map(
                entry ->
                    switch (entry.name()) {
                      case "threshold" -> new Threshold(0.1, 20);
                      case "expr" -> new Expr("x*tanh(softplus(x))");
                      default -> Activations.CATALOG.create(Spec.of(entry.name()));
                    });
    return Stream.concat(
        defaults, FURTHER.stream().map(text -> Activations.CATALOG.create(Spec.parse(text))));
  }

  /** The activation a reference case is about; PyTorch's functional prelu calls init weight. */
  static Activation of(GoldenCase reference) {
    Spec spec = Spec.of(reference.op());
    for (Map.Entry<String, JsonNode> field : reference.params().properties()) {
      String name = field.getKey().equals("weight") ? "init" : field.getKey();
      JsonNode value = field.getValue();
      spec = spec.with(name, value.isTextual() ? value.textValue() : (Object) value.doubleValue());
    }
    return Activations.CATALOG.create(spec);
  }
}
