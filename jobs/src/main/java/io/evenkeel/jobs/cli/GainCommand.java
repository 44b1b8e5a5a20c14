package io.evenkeel.jobs.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.init.Gain;
import io.evenkeel.core.theory.CriticalGain;
import io.evenkeel.core.theory.GainCheck;
import io.evenkeel.core.theory.MeanField;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenkeel gain NAME}. */
@Command(
    name = "gain",
    description = {
      "Print the gain that gain=auto (and nonlinearity=auto) or"
          + " gain=critical stands for, for an activation.",
      "auto is PyTorch's calculate_gain where that lists the activation, else 1 / sqrt(E[phi(z)^2])"
          + " with z ~ N(0, 1): it starts the signal on a fixed point, which need not be stable.",
      "critical is the weight scale sigma_w at which the signal and the gradient of a wide, deep"
          + " network both keep their size, where one exists."
    },
    footer = {
      "",
      "Examples:",
      "  evenkeel gain tanh",
      "  evenkeel gain 'leaky_relu(negative_slope=0.2)'",
      "  evenkeel gain tanh --critical --sigma-b2 0.05"
    })
final class GainCommand implements Callable<Integer> {
  /** A change per layer that is none: a tenth over a hundred layers. */
  private static final double KEPT = 1e-3;

  @Parameters(paramLabel = "NAME", description = "An activation: name or name(key=value, ...).")
  private String name;

  @Option(names = "--critical", description = "Print what gain=critical means.")
  private boolean critical;

  @ArgGroup(exclusive = true, multiplicity = "0..1")
  private BiasScale bias = new BiasScale();

  @Mixin private JsonOption json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Activation activation = Activations.CATALOG.create(io.evenkeel.core.Spec.parse(name));
    PrintWriter out = spec.commandLine().getOut();
    double gain = critical ? CriticalGain.of(activation, bias.variance()) : Gain.auto(activation);
    if (json.asked()) {
      out.println(Json.object(object -> write(activation, gain, object)));
    } else {
      out.println(gain);
    }
    out.flush();
    if (!critical) {
      GainCheck.warning(activation)
          .ifPresentOrElse(line -> warn(activation, line), () -> note(activation, gain));
    }
    return 0;
  }

  private void write(Activation activation, double gain, JsonGenerator json) throws IOException {
    json.writeStringField("activation", Activations.CATALOG.text(activation.spec()));
    json.writeStringField("kind", critical ? "critical" : "auto");
    json.writeNumberField("gain", gain);
    if (critical) {
      json.writeNumberField("sigma_b2", bias.variance());
    }
    String warning = critical ? null : GainCheck.warning(activation).orElse(null);
    json.writeStringField("warning", warning);
    if (!critical) {
      json.writeNumberField("gradient_factor_per_layer", gradientFactor(activation, gain));
    }
  }

  /** The line up to its hint at this command, and what to take instead. */
  private void warn(Activation activation, String line) {
    PrintWriter messages = spec.commandLine().getErr();
    String warning = line.contains(";") ? line.substring(0, line.indexOf(';')) : line;
    Paragraph.note("", "warning: %s; %s".formatted(warning, remedy(activation)))
        .forEach(messages::println);
    Paragraph.note("", "note: what that means depends on the depth: " + AdviseHint.of(activation))
        .forEach(messages::println);
    messages.flush();
  }

  /** What a gain that keeps the signal does to gradients, where it does not keep them, too. */
  private void note(Activation activation, double gain) {
    double factor = gradientFactor(activation, gain);
    if (Math.abs(factor - 1) >= KEPT && factor < Double.POSITIVE_INFINITY) {
      PrintWriter messages = spec.commandLine().getErr();
      String note =
          "note: with this gain the gradients of a wide network change by a factor of %s a layer; %s"
              .formatted(Figures.text(factor), AdviseHint.of(activation));
      Paragraph.note("", note).forEach(messages::println);
      messages.flush();
    }
  }

  /** Root of chi_1 where the network's length settles, without biases. */
  private static double gradientFactor(Activation activation, double gain) {
    return Math.sqrt(MeanField.of(activation, gain * gain, 0, 1).chi1());
  }

  private String remedy(Activation activation) {
    return CriticalGain.find(activation, bias.variance())
        .map(point -> "gain=critical, %s, holds both".formatted(CriticalGain.gain(point)))
        .or(
            () ->
                CriticalGain.withBias(activation)
                    .map(
                        point ->
                            "without bias no gain holds both; with bias=normal(std=%s)"
                                    .formatted(Figures.text(Math.sqrt(point.sigmaB2())))
                                + " gain=critical, %s, does".formatted(CriticalGain.gain(point))))
        .orElse("no gain holds both");
  }
}
