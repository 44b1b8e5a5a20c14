package io.evenkeel.jobs.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.arch.NetDesign;
import io.evenkeel.core.data.InputMoments;
import io.evenkeel.core.precision.Precision;
import io.evenkeel.core.precision.Precisions;
import io.evenkeel.core.theory.block.FormatForecast;
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
          "With --depth or --shape: the layer at which fp16, bf16, fp8_e4m3"
              + " or fp8_e5m2 overflows, half of the values become zero, or the"
              + " distance to float32 reaches 0.1.")
  private List<String> formats = List.of();

  /**
   * The answer for one format.
   *
   * @param layersPerScale how many layers one loss scale serves
   */
  private record Answer(String format, FormatForecast forecast, double layersPerScale) {
    private String line() {
      return "%s: overflows %s; half of a layer zero %s; noise (1 - cos to float32 of 0.1) %s; one loss scale serves %s layers"
              .formatted(
                  format,
                  at(forecast.overflowLayer()),
                  at(forecast.halfZeroLayer()),
                  at(forecast.noiseLayer()),
                  Double.isNaN(layersPerScale)
                      ? "an unknown number of"
                      : Figures.text(layersPerScale))
          + forecast.reason().map(why -> "; distances: " + why).orElse("");
    }

    private static String at(OptionalInt layer) {
      return layer.isPresent() ? "@" + layer.getAsInt() : "nowhere";
    }

    private void write(JsonGenerator json) throws IOException {
      json.writeStartObject();
      json.writeStringField("format", format);
      write(json, "overflow_layer", forecast.overflowLayer());
      write(json, "half_zero_layer", forecast.halfZeroLayer());
      write(json, "noise_layer", forecast.noiseLayer());
      if (Double.isNaN(layersPerScale)) {
        json.writeNullField("layers_per_loss_scale");
      } else if (Double.isFinite(layersPerScale)) {
        json.writeNumberField("layers_per_loss_scale", layersPerScale);
      } else {
        json.writeStringField("layers_per_loss_scale", Double.toString(layersPerScale));
      }
      json.writeArrayFieldStart("twin_distance");
      for (double distance : forecast.distances()) {
        json.writeNumber(distance);
      }
      json.writeEndArray();
      json.writeStringField("reason", forecast.reason().orElse(null));
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
   * @param design the network, which is possible
   * @param batch rows
   * @param gradientFactor per layer on the rms gradient; NaN if that is not known
   * @throws SpecException if a format is unknown or there are no rows
   */
  void answer(NetDesign design, int batch, InputMoments input, double gradientFactor) {
    if (batch < 1) {
      throw new SpecException("--batch must be at least 1");
    }
    for (String name : formats) {
      Precision precision = precision(name);
      answers.add(
          new Answer(
              name,
              FormatForecast.of(precision, design, batch, input),
              FormatForecast.layersPerLossScale(
                  precision.format(), gradientFactor, (long) batch * design.width())));
    }
  }

  /** A format's name, or a value of the key {@code precision} in a sweep file. */
  private static Precision precision(String text) {
    return text.contains("(")
        ? Precisions.CATALOG.create(Spec.parse(text))
        : new Precision(PrecisionCommand.format(text), true, false);
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
