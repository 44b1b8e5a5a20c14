package io.evenkeel.jobs.cli;

import io.evenkeel.analysis.PrecisionReport;
import io.evenkeel.analysis.cells.RunFolder;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.Suggestions;
import io.evenkeel.core.kernel.FloatFormat;
import io.evenkeel.jobs.run.HadoopSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenkeel precision DIR}. */
@Command(
    name = "precision",
    description = {
      "Say what narrower formats would do to the networks of a run.",
      "Reads the exponents in its tables. Computes nothing again and" + " starts no Spark.",
      "safe: no loss scale is needed. scale 2^a..2^b: with any of these loss scales. no scale: none"
          + " serves all layers. overflows @l: layer l has values beyond the largest. noise @l: half"
          + " of layer l becomes zero."
    },
    footer = {
      "",
      "Examples:",
      "  evenkeel precision runs/notebook",
      "  evenkeel precision runs/notebook --format fp8_e4m3,fp8_e5m2"
    })
final class PrecisionCommand implements Callable<Integer> {
  private static final List<String> KNOWN =
      Arrays.stream(FloatFormat.values()).map(FloatFormat::text).toList();

  @Parameters(paramLabel = "DIR", description = "The run directory.")
  private String location;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      split = ",",
      description = "fp16, bf16, fp8_e4m3, fp8_e5m2; by default fp16 and bf16.")
  private List<String> formats = List.of("fp16", "bf16");

  @Mixin private JsonOption json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<FloatFormat> asked = formats.stream().map(PrecisionCommand::format).toList();
    RunFolder folder = new RunFolder(location, HadoopSettings.current());
    PrintWriter out = spec.commandLine().getOut();
    PrecisionReport report = PrecisionReport.of(folder, asked);
    if (json.asked()) {
      out.println(Json.object(object -> Json.rows("networks", report.rows(), object)));
    } else {
      report.text().forEach(out::println);
    }
    out.flush();
    return 0;
  }

  /**
   * The format of that name.
   *
   * @throws SpecException if there is none
   */
  static FloatFormat format(String text) {
    return FloatFormat.of(text)
        .orElseThrow(
            () ->
                new SpecException(
                    "unknown format '%s'%s; known: %s"
                        .formatted(
                            text, Suggestions.didYouMean(text, KNOWN), String.join(", ", KNOWN))));
  }
}
