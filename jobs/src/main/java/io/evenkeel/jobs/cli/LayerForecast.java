package io.evenkeel.jobs.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.data.InputMoments;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Normal;
import io.evenkeel.core.theory.LayerPrediction;
import io.evenkeel.core.theory.LogLength;
import io.evenkeel.core.theory.Prediction;
import io.evenkeel.core.theory.SeedSpread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** What theory expects of each layer, as a table or JSON. */
record LayerForecast(Prediction prediction) {
  private static final double TENTH = 0.1;

  /**
   * The forecast for a plain net with Gaussian weights.
   *
   * @throws SpecException if there are no weights
   */
  static LayerForecast of(
      Activation activation, double sigmaW2, double sigmaB2, NetSize size, InputMoments input) {
    Optional<Initializer> bias =
        sigmaB2 == 0 ? Optional.empty() : Optional.of(new Normal(0, Math.sqrt(sigmaB2)));
    return new LayerForecast(
        Prediction.of(activation, size.weights(sigmaW2), bias, size.sizes(), false, input)
            .orElseThrow(
                () -> new SpecException("sigma_w^2 is too small or too large for weights")));
  }

  /** A header, a line per layer, and a legend. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%5s  %-12s %-12s %-12s %-12s %s",
            "layer",
            "act_std",
            "act_rms",
            "act_cosine",
            "grad_growth",
            "ln_length"));
    for (LayerPrediction layer : prediction.layers()) {
      LogLength length = layer.logLength().orElseThrow();
      lines.add(
          String.format(
              Locale.ROOT,
              "%5d  %-12s %-12s %-12s %-12s %s +- %s",
              layer.layer(),
              Figures.text(layer.actStd()),
              Figures.text(layer.actRms()),
              Figures.text(layer.actCosine()),
              Figures.text(growth(layer)),
              Figures.text(length.mean()),
              Figures.text(Math.sqrt(length.variance()))));
    }
    lines.add(lost());
    lines.add("act_cosine: between the activations of two unrelated inputs");
    lines.add("grad_growth: rms gradient at the layer's output / at the last layer's");
    lines.add("ln_length: ln(|x|^2 / |input|^2), mean and standard deviation over seeds");
    return lines;
  }

  /** Whether a tenth of the seeds leaves what a verdict allows, and where. */
  private String lost() {
    OptionalInt depth = depthLost();
    return depth.isPresent()
        ? "seeds: from depth %s on, more than one in ten leaves the 10 x sqrt(depth) that is allowed"
            .formatted(depth.getAsInt())
        : "seeds: up to this depth, at most one in ten leaves the 10 x sqrt(depth) that is allowed";
  }

  private OptionalInt depthLost() {
    return SeedSpread.depthLost(
        prediction.layers(), TENTH, n -> StrictMath.pow(10, Thresholds.DEFAULT.decadesAllowed(n)));
  }

  private static double growth(LayerPrediction layer) {
    return StrictMath.pow(10, layer.log10GradRms());
  }

  /** The field {@code layers} of the object that is open. */
  void write(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("layers");
    for (LayerPrediction layer : prediction.layers()) {
      LogLength length = layer.logLength().orElseThrow();
      json.writeStartObject();
      json.writeNumberField("layer", layer.layer());
      json.writeNumberField("act_std", layer.actStd());
      json.writeNumberField("act_rms", layer.actRms());
      json.writeNumberField("act_cosine", layer.actCosine());
      json.writeNumberField("log10_grad_growth", layer.log10GradRms());
      json.writeNumberField("ln_length_mean", length.mean());
      json.writeNumberField("ln_length_std", Math.sqrt(length.variance()));
      json.writeEndObject();
    }
    json.writeEndArray();
    OptionalInt depth = depthLost();
    if (depth.isPresent()) {
      json.writeNumberField("depth_tenth_lost", depth.getAsInt());
    } else {
      json.writeNullField("depth_tenth_lost");
    }
  }
}
