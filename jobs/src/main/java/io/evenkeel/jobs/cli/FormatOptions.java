package io.evenkeel.jobs.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.kernel.FloatFormat;
import io.evenkeel.core.theory.FormatForecast;
import io.evenkeel.core.theory.LayerPrediction;
import io.evenkeel.core.theory.MeanField;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** What {@code theory} is asked about narrower formats, and its answers. */
final class FormatOptions {
  @Option(
      names = "--precision",
      paramLabel = "FORMAT",
      split = ",",
      description =
          "With --depth: where fp16, bf16, fp8_e4m3 or fp8_e5m2 overflows, flushes half of a layer"
              + " to zero, or drowns the signal in rounding noise.")
  private List<String> formats = List.of();

  /**
   * The answer for one format.
   *
   * @param layersPerScale how many layers one loss scale serves
   */
  private record Answer(FloatFormat format, FormatForecast forecast, double layersPerScale) {
    private String line() {
      return "%s: overflows %s; half of a layer zero %s; noise (1 - cos to float32 of 0.1) %s; one loss scale serves %s layers"
          .formatted(
              format.text(),
              at(forecast.overflowLayer()),
              at(forecast.halfZeroLayer()),
              at(forecast.noiseLayer()),
              Figures.text(layersPerScale));
    }

    private static String at(OptionalInt layer) {
      return layer.isPresent() ? "@" + layer.getAsInt() : "nowhere";
    }

    private void write(JsonGenerator json) throws IOException {
      json.writeStartObject();
      json.writeStringField("format", format.text());
      write(json, "overflow_layer", forecast.overflowLayer());
      write(json, "half_zero_layer", forecast.halfZeroLayer());
      write(json, "noise_layer", forecast.noiseLayer());
      if (Double.isFinite(layersPerScale)) {
        json.writeNumberField("layers_per_loss_scale", layersPerScale);
      } else {
        json.writeStringField("layers_per_loss_scale", Double.toString(layersPerScale));
      }
      json.writeArrayFieldStart("twin_distance");
      for (double distance : forecast.distances()) {
        json.writeNumber(distance);
      }
      json.writeEndArray();
      json.writeEndObject();
    }

    private static void write(JsonGenerator json, String field, OptionalInt layer)
        throws IOException {
      if (layer.isPresent()) {
        json.writeNumberField(field, layer.getAsInt());
      } else {
        json.writeNullField(field);
      }
    }
  }

  private final List<Answer> answers = new ArrayList<>();

  /** Whether nothing is asked about formats. */
  boolean none() {
    return formats.isEmpty();
  }

  /**
   * Works the answers out.
   *
   * @param layers of a plain network
   * @param weightVariance variance of a weight
   * @param values of a layer: its units times the rows of a batch
   * @throws SpecException if a format is unknown or there are no values
   */
  void answer(
      Activation activation,
      MeanField field,
      List<LayerPrediction> layers,
      double inputSquare,
      double weightVariance,
      long values) {
    if (values < 1) {
      throw new SpecException("--batch must be at least 1");
    }
    for (String name : formats) {
      FloatFormat format = PrecisionCommand.format(name);
      answers.add(
          new Answer(
              format,
              FormatForecast.of(
                  format,
                  activation,
                  layers,
                  Math.sqrt(inputSquare),
                  Math.sqrt(weightVariance),
                  values),
              FormatForecast.layersPerLossScale(format, Math.sqrt(field.chi1()), values)));
    }
  }

  /** A line for each format. */
  List<String> lines() {
    return answers.stream().map(Answer::line).toList();
  }

  /** The field {@code precision} of the object that is open. */
  void write(JsonGenerator json) throws IOException {
    if (answers.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("precision");
    for (Answer answer : answers) {
      answer.write(json);
    }
    json.writeEndArray();
  }
}
