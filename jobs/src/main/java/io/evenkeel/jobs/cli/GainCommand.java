package io.evenkeel.jobs.cli;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.init.Gain;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenkeel gain NAME}. */
@Command(
    name = "gain",
    description = {
      "Print the gain that an activation calls for: what gain=auto and nonlinearity=auto mean.",
      "It is PyTorch's calculate_gain where that lists the activation, else 1 / sqrt(E[phi(z)^2])"
          + " with z ~ N(0, 1)."
    },
    footer = {
      "",
      "Examples:",
      "  evenkeel gain tanh",
      "  evenkeel gain 'leaky_relu(negative_slope=0.2)'"
    })
final class GainCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "An activation: name or name(key=value, ...).")
  private String name;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Activation activation = Activations.CATALOG.create(io.evenkeel.core.Spec.parse(name));
    PrintWriter out = spec.commandLine().getOut();
    out.println(Gain.auto(activation));
    out.flush();
    return 0;
  }
}
