package io.evenkeel.jobs.cli;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.jobs.inspect.Inspection;
import io.evenkeel.jobs.inspect.InspectionText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenkeel inspect FILE}. */
@Command(
    name = "inspect",
    description = {
      "Look at the weight matrices of a file: sizes, scale, singular values, the scheme that each"
          + " most likely was drawn by, copies and dead units.",
      "A scheme agrees unless the Kolmogorov-Smirnov test of all entries against its law gives a"
          + " probability below 0.001."
    },
    footer = {
      "",
      "Examples:",
      "  evenkeel inspect model.safetensors",
      "  evenkeel inspect weights.npz --activation relu",
      "  evenkeel inspect keras.npz --transposed --json"
    })
final class InspectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "A .npz or .safetensors file.")
  private Path file;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      description =
          "Carry a signal through the matrices, in the order of the file, each followed by this"
              + " activation; biases are left out.")
  private Optional<String> activation = Optional.empty();

  @Option(
      names = "--transposed",
      description = "Matrices are stored as [inputs][units], as by Keras and JAX.")
  private boolean transposed;

  @Mixin private JsonOption json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Optional<Activation> phi =
        activation.map(name -> Activations.CATALOG.create(io.evenkeel.core.Spec.parse(name)));
    Inspection inspection = Inspection.of(file, transposed, phi);
    PrintWriter out = spec.commandLine().getOut();
    if (json.asked()) {
      out.println(Json.object(object -> InspectionText.write(inspection, object)));
    } else {
      InspectionText.lines(inspection).forEach(out::println);
    }
    out.flush();
    return 0;
  }
}
