package io.evenkeel.jobs.cli;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.data.InputMoments;
import io.evenkeel.core.theory.MeanField;
import io.evenkeel.core.theory.block.NetForecast;
import io.evenkeel.jobs.data.DataFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenkeel theory ACTIVATION}. */
@Command(
    name = "theory",
    description = {
      "Say what mean-field theory expects of a wide, deep network: fixed points, chi_1, depth"
          + " scales.",
      "Weights have mean 0 and variance sigma_w^2 / fan_in, biases sigma_b^2. Nothing is drawn.",
      "With --depth it also prints each layer, with the spread over seeds at that --width. --shape is"
          + " for layers that differ in width.",
      "With --block, --norm or --dropout it prints what is expected of a network that has these, layer"
          + " by layer or block by block."
    },
    footer = {
      "",
      "Examples:",
      "  evenkeel theory tanh --sigma-w2 1.7 --sigma-b2 0.05",
      "  evenkeel theory relu --sigma-w2 2 --depth 100          what kaiming_normal does",
      "  evenkeel theory tanh --sigma-w 1.6667 --depth 100      xavier with gain 5/3: see grad",
      "  evenkeel theory selu --sigma-w 1 --depth 20 --width 64 --json",
      "  evenkeel theory tanh --sigma-w 1 --depth 201 --block residual --norm layer_norm",
      "  evenkeel theory relu --sigma-w2 2 --shape 784,512,64",
      "  evenkeel theory tanh --sigma-w2 1.76 --sigma-b2 0.05 --dropout 0.1",
      "  evenkeel theory tanh --sigma-w 1.6667 --depth 60 --precision fp16,bf16",
      "  evenkeel theory gelu --sigma-w 1 --depth 49 --block gpt2 --norm layer_norm --precision bf16"
    })
final class TheoryCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "ACTIVATION",
      description = "An activation: name or name(key=value, ...).")
  private String name;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private WeightScale weights;

  @ArgGroup(exclusive = true, multiplicity = "0..1")
  private BiasScale bias = new BiasScale();

  @Option(names = "--depth", paramLabel = "N", description = "Print N layers.")
  private Optional<Integer> depth = Optional.empty();

  @Option(
      names = "--width",
      paramLabel = "N",
      defaultValue = "256",
      description =
          "Units of the input and each layer, for the spread; by default ${DEFAULT-VALUE}.")
  private int width;

  @Option(
      names = "--shape",
      paramLabel = "N,N,...",
      description =
          "Units of the input and of each layer, where they differ: 784,512,64; instead of --depth"
              + " and --width.")
  private Optional<String> shape = Optional.empty();

  @Option(
      names = "--q0",
      paramLabel = "X",
      description = "Mean square of the input, which has mean 0; 1 unless given.")
  private Optional<Double> inputSquare = Optional.empty();

  @Option(
      names = "--input",
      paramLabel = "NAME",
      description =
          "Input, as in a sweep file: \"gaussian(mean=0, std=255)\", \"uniform(low=0,"
              + " high=1)\", file(digits.npy); instead of --q0.")
  private Optional<String> input = Optional.empty();

  @Mixin private JsonOption json;

  @Mixin private NetTheory net;

  @Mixin private FormatOptions formats;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Activation activation = Activations.CATALOG.create(io.evenkeel.core.Spec.parse(name));
    InputMoments moments = moments();
    double sigmaW2 = weights.variance();
    double sigmaB2 = bias.variance();
    Optional<NetSize> size = size();
    if (!formats.none() && size.isEmpty()) {
      throw new SpecException("--precision needs --depth or --shape");
    }
    if (!net.plain()) {
      return ofNet(activation, sigmaW2, sigmaB2, size, moments);
    }
    MeanField field = MeanField.of(activation, sigmaW2, sigmaB2, moments.square());
    Optional<LayerForecast> layers =
        size.map(net -> LayerForecast.of(activation, sigmaW2, sigmaB2, net, moments));
    if (!formats.none()) {
      formats.answer(
          net.design(activation, sigmaW2, sigmaB2, size.orElseThrow()),
          net.batch(),
          moments,
          Math.sqrt(field.chi1()));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json.asked()) {
      out.println(json(activation, field, layers));
    } else {
      out.printf(
          Locale.ROOT,
          "%s with sigma_w^2 = %s, sigma_b^2 = %s: %s%n",
          Activations.CATALOG.text(activation.spec()),
          Figures.text(sigmaW2),
          Figures.text(sigmaB2),
          FieldFigures.phase(field));
      FieldFigures.of(field).lines().forEach(line -> out.println("  " + line));
      layers.ifPresent(
          forecast -> {
            out.println();
            forecast.lines().forEach(out::println);
          });
      formats.lines().forEach(out::println);
    }
    out.flush();
    return 0;
  }

  /** The size that is asked for, if theory is to go through the layers. */
  private Optional<NetSize> size() {
    if (shape.isPresent() && depth.isPresent()) {
      throw new SpecException("--shape says the depth: leave out --depth");
    }
    return shape.map(NetSize::of).or(() -> depth.map(n -> NetSize.of(n, width)));
  }

  private InputMoments moments() {
    if (input.isPresent() && inputSquare.isPresent()) {
      throw new SpecException("--q0 and --input both say what is fed in: give one");
    }
    double square = inputSquare.orElse(1.0);
    if (!(square > 0 && square < Double.POSITIVE_INFINITY)) {
      throw new SpecException("--q0 must be finite and above 0, got " + Numbers.text(square));
    }
    return input
        .map(text -> Axes.INPUT.canonical(DataFiles.here().resolved(Axes.INPUT, text)))
        .map(text -> Axes.INPUT.value(text).moments())
        .orElseGet(() -> InputMoments.ofNormal(square));
  }

  /** A net with blocks, norms or dropout. */
  private int ofNet(
      Activation activation,
      double sigmaW2,
      double sigmaB2,
      Optional<NetSize> size,
      InputMoments moments)
      throws IOException {
    if (size.isEmpty() && !net.dropoutAlone()) {
      throw new SpecException(
          "--block and --norm need --depth or --shape: theory goes through it block by block");
    }
    Optional<Figures> figures =
        net.dropoutAlone()
            ? Optional.of(net.figures(activation, sigmaW2, sigmaB2, moments.square()))
            : Optional.empty();
    Optional<NetForecast> forecast =
        size.map(n -> net.forecast(activation, sigmaW2, sigmaB2, n, moments));
    if (!formats.none()) {
      formats.answer(
          net.design(activation, sigmaW2, sigmaB2, size.orElseThrow()),
          net.batch(),
          moments,
          forecast.orElseThrow().gradientFactor());
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json.asked()) {
      out.println(json(activation, sigmaW2, sigmaB2, figures, forecast));
    } else {
      figures.ifPresent(numbers -> numbers.lines().forEach(out::println));
      forecast.ifPresent(stops -> NetTheory.lines(stops).forEach(out::println));
      formats.lines().forEach(out::println);
    }
    out.flush();
    return 0;
  }

  private String json(
      Activation activation,
      double sigmaW2,
      double sigmaB2,
      Optional<Figures> figures,
      Optional<NetForecast> forecast)
      throws IOException {
    return Json.object(
        out -> {
          out.writeStringField("activation", Activations.CATALOG.text(activation.spec()));
          out.writeNumberField("sigma_w2", sigmaW2);
          out.writeNumberField("sigma_b2", sigmaB2);
          if (figures.isPresent()) {
            figures.get().write(out);
          }
          if (forecast.isPresent()) {
            NetTheory.write(forecast.get(), out);
          }
          formats.write(out);
        });
  }

  private String json(Activation activation, MeanField field, Optional<LayerForecast> layers)
      throws IOException {
    return Json.object(
        out -> {
          out.writeStringField("activation", Activations.CATALOG.text(activation.spec()));
          out.writeNumberField("sigma_w2", field.lengths().sigmaW2());
          out.writeNumberField("sigma_b2", field.lengths().sigmaB2());
          out.writeStringField("phase", field.phase().name().toLowerCase(Locale.ROOT));
          FieldFigures.of(field).write(out);
          if (layers.isPresent()) {
            layers.get().write(out);
          }
          formats.write(out);
        });
  }
}
