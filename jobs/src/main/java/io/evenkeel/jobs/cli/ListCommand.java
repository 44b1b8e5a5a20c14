package io.evenkeel.jobs.cli;

import io.evenkeel.core.Catalog;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.arch.BlockSchemes;
import io.evenkeel.core.arch.NormSchemes;
import io.evenkeel.core.data.Inputs;
import io.evenkeel.core.engine.EngineKind;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.loss.Losses;
import io.evenkeel.core.precision.Precisions;
import io.evenkeel.core.train.Optimizers;
import io.evenkeel.core.train.Parametrizations;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenkeel list FAMILY}. */
@Command(
    name = "list",
    description = {
      "List a family: formulas, parameters, defaults.",
      "Families: inits, activations, losses, inputs, blocks, norms, optimizers, parametrizations, precisions,"
          + " engines."
    },
    footer = {
      "",
      "Examples:",
      "  evenkeel list inits",
      "  evenkeel list blocks",
      "  evenkeel list losses --json"
    })
final class ListCommand implements Callable<Integer> {
  private static final Map<String, Catalog<?>> FAMILIES = families();

  @Parameters(
      paramLabel = "FAMILY",
      description =
          "inits, activations, losses, inputs, blocks, norms, optimizers, parametrizations, precisions"
              + " or engines.")
  private String family;

  @Mixin private JsonOption json;

  @Spec private CommandSpec spec;

  private static Map<String, Catalog<?>> families() {
    Map<String, Catalog<?>> families = new LinkedHashMap<>();
    families.put("inits", Initializers.CATALOG);
    families.put("activations", Activations.CATALOG);
    families.put("losses", Losses.CATALOG);
    families.put("inputs", Inputs.CATALOG);
    families.put("blocks", BlockSchemes.CATALOG);
    families.put("norms", NormSchemes.CATALOG);
    families.put("optimizers", Optimizers.CATALOG);
    families.put("parametrizations", Parametrizations.CATALOG);
    families.put("precisions", Precisions.CATALOG);
    families.put("engines", engines());
    return families;
  }

  /** What each engine is for, and what {@code auto} does. */
  private static Catalog<String> engines() {
    List<Catalog.Entry<String>> entries = new ArrayList<>();
    entries.add(
        engine(
            io.evenkeel.core.Spec.AUTO,
            "the default: matrix_free where it is exact in law and cheaper, else explicit"));
    for (EngineKind kind : EngineKind.values()) {
      entries.add(engine(kind.text(), kind.purpose()));
    }
    return new Catalog<>("engine", entries);
  }

  private static Catalog.Entry<String> engine(String name, String purpose) {
    return new Catalog.Entry<>(name, List.of(), purpose, List.of(), arguments -> name);
  }

  @Override
  public Integer call() throws IOException {
    Catalog<?> catalog = FAMILIES.get(family);
    if (catalog == null) {
      throw new SpecException(
          "unknown family '%s'; known: %s".formatted(family, String.join(", ", FAMILIES.keySet())));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json.asked()) {
      out.println(CatalogText.json(catalog));
    } else {
      CatalogText.lines(catalog).forEach(out::println);
    }
    out.flush();
    return 0;
  }
}
