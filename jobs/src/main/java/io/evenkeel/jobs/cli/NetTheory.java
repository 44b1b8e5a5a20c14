package io.evenkeel.jobs.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.arch.BlockScheme;
import io.evenkeel.core.arch.BlockSchemes;
import io.evenkeel.core.arch.NetDesign;
import io.evenkeel.core.arch.NormScheme;
import io.evenkeel.core.arch.NormSchemes;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.data.InputMoments;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Normal;
import io.evenkeel.core.theory.block.CriticalScale;
import io.evenkeel.core.theory.block.DropoutFixedPoint;
import io.evenkeel.core.theory.block.Moments;
import io.evenkeel.core.theory.block.NetForecast;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of {@code evenkeel theory} and {@code critical} for nets other than plain ones. */
final class NetTheory {
  @Option(
      names = "--block",
      paramLabel = "B",
      defaultValue = "plain",
      description =
          "How layers are joined, as in a sweep file: \"residual(scale=inv_sqrt)\", gpt2.")
  private String block;

  @Option(
      names = "--norm",
      paramLabel = "N",
      defaultValue = "none",
      description = "Normalisation, as in a sweep file: \"layer_norm(place=stream)\".")
  private String norm;

  @Option(
      names = "--dropout",
      paramLabel = "P",
      defaultValue = "0",
      description = "Probability that dropout zeroes an activation.")
  private String dropout;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "16",
      description =
          "Rows of a batch: batch_norm takes its statistics over them, and"
              + " --precision takes the largest value of them; by default ${DEFAULT-VALUE}.")
  private int batch;

  private static final String PLAIN = "plain";
  private static final String NONE = "none";

  /** The width of a net where it does not matter. */
  private static final int WIDTH = 1024;

  /** Rows of a batch. */
  int batch() {
    return batch;
  }

  /** Whether a plain net without norm and dropout is asked for. */
  boolean plain() {
    return block.equals(PLAIN) && norm.equals(NONE) && probability() == 0;
  }

  /** Probability of a zero. */
  double probability() {
    return Axes.DROPOUT.value(Axes.DROPOUT.canonical(dropout));
  }

  /** Whether a plain net with dropout alone is asked for: it has fixed points of its own. */
  boolean dropoutAlone() {
    return block.equals(PLAIN) && norm.equals(NONE) && probability() > 0;
  }

  /** The fixed points of a plain net with this dropout. */
  Figures figures(Activation activation, double sigmaW2, double sigmaB2, double inputSquare) {
    DropoutFixedPoint point =
        DropoutFixedPoint.of(activation, sigmaW2, sigmaB2, 1 - probability(), inputSquare);
    return new Figures()
        .add("q*", point.length(), "pre-activation variance that layers settle at")
        .add("c*", point.correlation(), "correlation that inputs, or two masks, settle at")
        .add("chi_1", point.chi1(), "a layer's factor on the squared gradient, going back")
        .add("xi_c", point.correlationScale(), "layers over which the correlation settles")
        .add(
            "C(1)",
            point.correlationOfAlike(),
            "correlation behind a layer of two masks of one row");
  }

  /**
   * The forecast, place by place.
   *
   * @throws SpecException if there is no such net
   */
  NetForecast forecast(
      Activation activation, double sigmaW2, double sigmaB2, NetSize size, InputMoments input) {
    NetDesign design = design(activation, sigmaW2, sigmaB2, size);
    NetForecast forecast = NetForecast.of(design, batch, input);
    if (forecast.stops().isEmpty()) {
      throw new SpecException("--depth needs weights: sigma_w^2 must be above 0");
    }
    return forecast;
  }

  /**
   * The weight scales at which gradients keep their size.
   *
   * @throws SpecException if there is no such net
   */
  CriticalScale criticalScale(Activation activation, double sigmaB2) {
    BlockScheme scheme = BlockSchemes.CATALOG.create(Spec.parse(block));
    int places = CriticalScale.PLACES;
    NetSize size = NetSize.of(scheme.residual() ? 1 + scheme.branch() * places : places, WIDTH);
    return CriticalScale.of(sigmaW2 -> design(activation, sigmaW2, sigmaB2, size), batch);
  }

  /** Whether it has residual blocks. */
  boolean residual() {
    return BlockSchemes.CATALOG.create(Spec.parse(block)).residual();
  }

  /** The keys that make it another net than a plain one: {@code block gpt2, norm layer_norm}. */
  String text() {
    List<String> parts = new ArrayList<>();
    if (!block.equals(PLAIN)) {
      parts.add("block " + block);
    }
    if (!norm.equals(NONE)) {
      parts.add("norm " + norm);
    }
    if (probability() > 0) {
      parts.add("dropout " + dropout);
    }
    return String.join(", ", parts);
  }

  /**
   * The network, which is possible.
   *
   * @throws SpecException if there is no such net
   */
  NetDesign design(Activation activation, double sigmaW2, double sigmaB2, NetSize size) {
    Optional<Initializer> bias =
        sigmaB2 == 0 ? Optional.empty() : Optional.of(new Normal(0, Math.sqrt(sigmaB2)));
    Optional<NormScheme> scheme =
        norm.equals(NONE)
            ? Optional.empty()
            : Optional.of(NormSchemes.CATALOG.create(Spec.parse(norm)));
    NetDesign design =
        new NetDesign(
            size.inputs(),
            size.width(),
            size.depth(),
            size.hidden(),
            0,
            activation,
            size.weights(sigmaW2),
            Optional.empty(),
            bias,
            BlockSchemes.CATALOG.create(Spec.parse(block)),
            scheme,
            probability());
    Optional<String> impossible =
        design
            .impossible()
            .or(() -> scheme.flatMap(place -> place.norm().unsupported(batch, size.width())));
    if (impossible.isPresent()) {
      throw new SpecException(impossible.get());
    }
    return design;
  }

  /** A header, a line per place, and a legend. */
  static List<String> lines(NetForecast forecast) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%5s  %-12s %-12s %-12s %-12s %s",
            "layer",
            "std",
            "rms",
            "cosine",
            "grad_growth",
            "branch_share"));
    for (NetForecast.Stop stop : forecast.stops()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%5d  %-12s %-12s %-12s %-12s %s",
              stop.layer(),
              text(std(stop.signal())),
              text(Math.sqrt(stop.signal().square())),
              text(stop.signal().cosine()),
              text(Math.sqrt(stop.gradientSquare())),
              text(stop.branchShare())));
    }
    forecast.reason().ifPresent(reason -> lines.add("-: " + reason));
    lines.add(
        "std, rms, cosine: of each activation, or of the stream behind the stem and each block");
    lines.add("grad_growth: rms gradient there / at the last line");
    return lines;
  }

  private static double std(Moments signal) {
    return Math.sqrt(Math.max(0, signal.square() - signal.mean() * signal.mean()));
  }

  private static String text(double x) {
    return Double.isNaN(x) ? "-" : Figures.text(x);
  }

  /** The field {@code layers} of the object that is open; null where there is no theory. */
  static void write(NetForecast forecast, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("layers");
    for (NetForecast.Stop stop : forecast.stops()) {
      json.writeStartObject();
      json.writeNumberField("layer", stop.layer());
      number(json, "std", std(stop.signal()));
      number(json, "rms", Math.sqrt(stop.signal().square()));
      number(json, "cosine", stop.signal().cosine());
      number(json, "log10_grad_growth", Math.log10(stop.gradientSquare()) / 2);
      number(json, "branch_share", stop.branchShare());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("reason", forecast.reason().orElse(null));
  }

  private static void number(JsonGenerator json, String name, double x) throws IOException {
    if (Double.isNaN(x)) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, x);
    }
  }
}
