package io.evenkeel.core;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names that people type and that no member has, where a similar name would mislead: the message
 * says what to write instead. They are spelled in lower case, without underscores and the family's
 * own word.
 */
final class ForeignNames {
  /**
   * Some names and the advice for them.
   *
   * @param names separated by blanks
   */
  private record Note(String names, String text) {}

  private static final String GATE = "it multiplies one half of a layer by the other";
  private static final String ROWS = "it is no function of single pre-activations";
  private static final String CHOICE =
      "it is a function in formulas: write expr(\"max(x, 0.1*x)\")";
  private static final String FUNCTION =
      "it is a function in formulas: write expr(\"log(1+exp(x))\")";
  private static final String NORMAL_02 = "write normal(std=0.02)";

  private static final Map<String, List<Note>> BY_FAMILY =
      Map.of(
          "activation",
          List.of(
              new Note("glu geglu swiglu reglu", GATE),
              new Note("crelu maxout softmax logsoftmax", ROWS),
              new Note(
                  "rrelu", "its slope is random; leaky_relu(negative_slope=0.229) has the mean"),
              new Note("siren", "write sin(w0=30)"),
              new Note("snake", "write expr(\"x+sin(x)^2\")"),
              new Note("max min maximum minimum where", CHOICE),
              new Note("exp log sqrt pow", FUNCTION)),
          "initializer",
          List.of(
              new Note(
                  "siren",
                  "write uniform(a=\"-sqrt(6/fan_in)/30\",b=\"sqrt(6/fan_in)/30\"), and first_init"
                      + " uniform(a=\"-1/fan_in\",b=\"1/fan_in\")"),
              new Note("fixup", "it is a block: write block: fixup"),
              new Note("dirac deltaorthogonal", "it is for convolutions"),
              new Note("linear", "write torch_default, which nn.Linear draws"),
              new Note("dense", "write keras_default or flax_default"),
              new Note("gpt2 gpt bert", NORMAL_02),
              new Note("rand", "write uniform(a=0, b=1)"),
              new Note("lsuv", "it depends on the data; evenkeel advise finds the scale"),
              new Note("default", "write torch_default, keras_default or flax_default"),
              new Note("true", "write zeros, torch_default or normal(std=...)")),
          "loss",
          List.of(
              new Note("l2", "write mse, the mean of squares"),
              new Note("hinge squaredhinge", "write multi_margin, or soft_margin"),
              new Note("logcosh", "smooth_l1 and huber are close to it"),
              new Note("none", "write random_cotangent to send a gradient back without a loss")),
          "block",
          List.of(
              new Note(
                  "resnet",
                  "write residual(order=postact), or residual(order=preact) for its version 2"),
              new Note("transformer", "write gpt2, or residual with a norm")));

  private ForeignNames() {}

  /** What to write instead of a name. */
  static Optional<String> note(String family, String name) {
    return BY_FAMILY.getOrDefault(family, List.of()).stream()
        .filter(note -> Arrays.asList(note.names().split(" ", -1)).contains(name))
        .map(Note::text)
        .findFirst();
  }
}
