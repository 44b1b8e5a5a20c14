package io.evenkeel.jobs.cli;

import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.axis.Axis;
import io.evenkeel.jobs.advise.Advice;
import io.evenkeel.jobs.advise.Advisor;
import io.evenkeel.jobs.advise.Question;
import io.evenkeel.jobs.data.DataFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenkeel advise}. */
@Command(
    name = "advise",
    description = {
      "Find the weight initialisation that holds for one network: signal and gradient keep their"
          + " size through all of its layers.",
      "Measures popular schemes, gains from tables and theory, and the"
          + " best scale for this depth and width, with as many seeds as their"
          + " verdicts need. Needs no Spark and no run directory."
    },
    footer = {
      "",
      "Examples:",
      "  evenkeel advise --activation gelu --depth 50 --width 512",
      "  evenkeel advise --activation gelu --depth 49 --width 512 --block gpt2 --norm layer_norm",
      "  evenkeel advise --activation tanh --depth 30 --width 256 --data digits.npy",
      "  evenkeel advise --activation relu --depth 50 --width 256 --precision bf16,fp16",
      "  evenkeel advise --activation 'leaky_relu(negative_slope=0.2)' --depth 20 --width 64 --json"
    })
final class AdviseCommand implements Callable<Integer> {
  private static final int LEAST_SEEDS = 8;
  private static final int MOST_SEEDS = 100_000;

  @Option(
      names = "--activation",
      required = true,
      paramLabel = "NAME",
      description = "Activation after each hidden layer: name or name(key=value, ...).")
  private String activation;

  @Option(names = "--depth", required = true, paramLabel = "N", description = "Hidden layers.")
  private int depth;

  @Option(
      names = "--width",
      required = true,
      paramLabel = "N",
      description = "Units of a hidden layer.")
  private int width;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "16",
      description = "Rows fed through at once; by default ${DEFAULT-VALUE}.")
  private int batch;

  @Option(
      names = "--input-width",
      paramLabel = "N",
      description = "Units of the input; as many as --width unless given.")
  private Optional<Integer> inputWidth = Optional.empty();

  @Option(
      names = "--readout-width",
      paramLabel = "N",
      description = "Units of a last linear layer; none unless given.")
  private Optional<Integer> readoutWidth = Optional.empty();

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      description = "Loss at which gradients start; cross_entropy unless given.")
  private Optional<String> loss = Optional.empty();

  @Option(
      names = "--block",
      paramLabel = "NAME",
      description =
          "How layers are joined, as in a sweep file: gpt2, \"residual(scale=inv_sqrt)\".")
  private Optional<String> block = Optional.empty();

  @Option(
      names = "--norm",
      paramLabel = "NAME",
      description = "Normalisation, as in a sweep file: \"layer_norm(place=branch)\".")
  private Optional<String> norm = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "Rows to feed in: a .npy, .npz, .csv or .parquet file; for its columns and other"
              + " settings: input=csv(...).")
  private Optional<String> data = Optional.empty();

  @Option(
      names = "--precision",
      paramLabel = "FORMAT",
      split = ",",
      description =
          "Say what narrower formats do to the scheme that is advised: bf16, fp16, fp8_e4m3, ...")
  private List<String> formats = List.of();

  @Parameters(
      arity = "0..*",
      paramLabel = "KEY=VALUE",
      description =
          "Further keys of the network, as a sweep file has them: input=..., loss=mse, ...")
  private List<String> words = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "120",
      description = "Most seeds for one scheme, 8 or more; by default ${DEFAULT-VALUE}.")
  private int seeds;

  @Mixin private JsonOption json;

  @Mixin private ThresholdOptions thresholdOptions;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (seeds < LEAST_SEEDS || seeds > MOST_SEEDS) {
      throw new SpecException(
          "--seeds must be from %s to %s, got %s".formatted(LEAST_SEEDS, MOST_SEEDS, seeds));
    }
    Thresholds thresholds = thresholdOptions.thresholds();
    Question question = question();
    Advice advice;
    try (Advisor advisor = new Advisor(thresholds, seeds)) {
      advice = advisor.answer(question, formats.stream().map(AdviseCommand::format).toList());
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json.asked()) {
      out.println(AdviceJson.of(advice));
    } else {
      new AdviceText(advice, Terminal.lineLength()).lines().forEach(out::println);
    }
    out.flush();
    return 0;
  }

  private Question question() {
    Map<Axis<?>, String> values = new LinkedHashMap<>();
    values.put(Axes.DEPTH, Integer.toString(depth));
    values.put(Axes.WIDTH, Integer.toString(width));
    values.put(Axes.BATCH, Integer.toString(batch));
    values.put(Axes.ACTIVATION, activation);
    inputWidth.ifPresent(units -> values.put(Axes.INPUT_WIDTH, units.toString()));
    readoutWidth.ifPresent(units -> values.put(Axes.READOUT_WIDTH, units.toString()));
    loss.ifPresent(name -> values.put(Axes.LOSS, name));
    block.ifPresent(name -> values.put(Axes.BLOCK, name));
    norm.ifPresent(name -> values.put(Axes.NORM, name));
    data.ifPresent(file -> values.put(Axes.INPUT, "file(path='%s')".formatted(file)));
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw new SpecException("'%s' is not of the form key=value".formatted(word));
      }
      Axis<?> axis = Axes.of(word.substring(0, equals).strip());
      if (values.put(axis, word.substring(equals + 1).strip()) != null) {
        throw new SpecException("%s is given twice".formatted(axis.key()));
      }
    }
    values.computeIfPresent(Axes.INPUT, (axis, text) -> DataFiles.here().resolved(axis, text));
    return new Question(values);
  }

  private static String format(String text) {
    String format = Axes.PRECISION.canonical(text.strip());
    if (Axes.PRECISION.value(format).isEmpty()) {
      throw new SpecException("--precision takes narrower formats than float32: bf16, fp16, ...");
    }
    return format;
  }
}
