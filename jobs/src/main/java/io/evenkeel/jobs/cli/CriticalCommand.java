package io.evenkeel.jobs.cli;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.theory.CriticalGain;
import io.evenkeel.core.theory.CriticalPoint;
import io.evenkeel.core.theory.FixedPoint;
import io.evenkeel.core.theory.Kernel;
import io.evenkeel.core.theory.Stability;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenkeel critical ACTIVATION}. */
@Command(
    name = "critical",
    description = {
      "Find the weight scale at which a wide network is neither ordered nor chaotic: chi_1 = 1.",
      "Weights have variance sigma_w^2 / fan_in, biases sigma_b^2. The scale is computed by mean-field theory; nothing is drawn.",
      "With --block or --norm it is the scale at which a layer or block keeps the squared gradient."
          + " With --dropout alone the network is a plain one."
    },
    footer = {
      "",
      "Examples:",
      "  evenkeel critical tanh                   no bias: sigma_w = 1",
      "  evenkeel critical tanh --sigma-b2 0.05   with bias: sigma_w^2 = 1.76095",
      "  evenkeel critical tanh --sigma-b2 0.05 --dropout 0.1",
      "  evenkeel critical tanh --sigma-b2 0.05 --norm \"layer_norm(place=before_activation)\"",
      "  evenkeel critical relu --block residual --norm layer_norm",
      "  evenkeel critical 'leaky_relu(negative_slope=0.2)' --json"
    })
final class CriticalCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "ACTIVATION",
      description = "An activation: name or name(key=value, ...).")
  private String name;

  @ArgGroup(exclusive = true, multiplicity = "0..1")
  private BiasScale bias = new BiasScale();

  @Mixin private JsonOption json;

  @Mixin private NetTheory net;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Activation activation = Activations.CATALOG.create(io.evenkeel.core.Spec.parse(name));
    PrintWriter out = spec.commandLine().getOut();
    if (!net.plain() && !net.dropoutAlone()) {
      ofNet(activation, out);
      out.flush();
      return 0;
    }
    double keep = 1 - net.probability();
    List<CriticalPoint> points =
        CriticalPoint.of(activation, bias.variance()).stream()
            .map(point -> point.withDropout(keep))
            .toList();
    if (json.asked()) {
      out.println(json(activation, points));
    } else {
      out.printf(
          Locale.ROOT,
          "%s: %s%n",
          title(activation),
          points.isEmpty()
              ? "no weight scale is critical: " + whyNone(activation)
              : points.size() == 1
                  ? "one critical weight scale"
                  : points.size() + " critical weight scales");
      points.forEach(point -> figures(point).lines().forEach(line -> out.println("  " + line)));
      notes(activation, points).forEach(note -> Paragraph.note("  ", note).forEach(out::println));
    }
    out.flush();
    return 0;
  }

  /** A net with blocks or norms. */
  private void ofNet(Activation activation, PrintWriter out) throws IOException {
    NetCritical critical =
        new NetCritical(
            net.criticalScale(activation, bias.variance()), net.residual() ? "block" : "layer");
    if (json.asked()) {
      out.println(
          Json.object(
              object -> {
                object.writeStringField("activation", Activations.CATALOG.text(activation.spec()));
                object.writeNumberField("sigma_b2", bias.variance());
                critical.write(object);
              }));
    } else {
      out.print(title(activation) + ": ");
      critical.lines().forEach(out::println);
    }
  }

  private String title(Activation activation) {
    return "%s with sigma_b^2 = %s%s"
        .formatted(
            Activations.CATALOG.text(activation.spec()),
            Figures.text(bias.variance()),
            net.plain() ? "" : ", " + net.text());
  }

  /** What a critical point does not promise. */
  private List<String> notes(Activation activation, List<CriticalPoint> points) {
    List<String> notes = new ArrayList<>();
    if (!points.isEmpty() && net.dropoutAlone()) {
      notes.add(
          "note: with dropout gradients alone hold there: two masks of one row come apart, and all"
              + " rows settle at one correlation (evenkeel theory --dropout)");
    }
    if (!points.isEmpty() && !Kernel.of(activation).continuous()) {
      notes.add("note: the activation jumps: alike inputs part at any scale; gradients alone hold");
    }
    if (!points.isEmpty() && CriticalGain.find(activation, bias.variance()).isEmpty()) {
      notes.add(
          "note: a deep network's signal does not stay there; "
              + CriticalGain.withBias(activation)
                  .map(
                      point ->
                          "with --sigma-b2 %s it does, at sigma_w2 = %s"
                              .formatted(
                                  Figures.text(point.sigmaB2()),
                                  Figures.text(point.sigmaW2() * (1 - net.probability()))))
                  .orElse("no bias variance up to 10 makes it stay"));
    }
    if (points.stream().map(CriticalPoint::fixedPoint).anyMatch(CriticalCommand::promisesLittle)) {
      notes.add(
          "note: q = 0 or unstable: a real network, of finite depth and width, does not sit at this"
              + " point; "
              + AdviseHint.of(activation));
    }
    return notes;
  }

  /** Whether a network is never at the fixed point: it is trivial, or lengths move away from it. */
  private static boolean promisesLittle(FixedPoint point) {
    boolean trivial = point.q() == 0 && point.stability() != Stability.NEUTRAL;
    return trivial || point.stability() == Stability.UNSTABLE;
  }

  private String whyNone(Activation activation) {
    double[] chi1 = CriticalPoint.chi1Range(activation, bias.variance());
    if (Double.isNaN(chi1[0])) {
      return "every output is 0";
    }
    return chi1[1] < 1
        ? "chi_1 stays below 1 at every length, at most %s".formatted(Figures.text(chi1[1]))
        : "chi_1 stays above 1 at every length, at least %s".formatted(Figures.text(chi1[0]));
  }

  private static Figures figures(CriticalPoint point) {
    return new Figures()
        .add("sigma_w2", point.sigmaW2(), "fan_in times the variance of one weight")
        .add("sigma_w", Math.sqrt(point.sigmaW2()), "its square root")
        .add("q", point.fixedPoint().q(), "pre-activation variance there, a fixed point")
        .add(
            "stability",
            point.fixedPoint().stability().name().toLowerCase(Locale.ROOT),
            "of that variance under iteration");
  }

  private String json(Activation activation, List<CriticalPoint> points) throws IOException {
    return Json.object(
        out -> {
          out.writeStringField("activation", Activations.CATALOG.text(activation.spec()));
          out.writeNumberField("sigma_b2", bias.variance());
          out.writeArrayFieldStart("critical");
          for (CriticalPoint point : points) {
            out.writeStartObject();
            figures(point).write(out);
            out.writeEndObject();
          }
          out.writeEndArray();
          if (points.isEmpty()) {
            out.writeStringField("none_because", whyNone(activation));
          }
          Json.strings(out, "notes", notes(activation, points));
        });
  }
}
