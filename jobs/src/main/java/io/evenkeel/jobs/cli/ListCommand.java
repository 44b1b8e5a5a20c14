package io.evenkeel.jobs.cli;

import io.evenkeel.core.Catalog;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.loss.Losses;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenkeel list inits|activations|losses}. */
@Command(
    name = "list",
    description = "List initialisers, activations or losses: formulas, parameters, defaults.",
    footer = {"", "Examples:", "  evenkeel list inits", "  evenkeel list losses --json"})
final class ListCommand implements Callable<Integer> {
  private static final Map<String, Catalog<?>> FAMILIES = families();

  @Parameters(paramLabel = "FAMILY", description = "inits, activations or losses.")
  private String family;

  @Option(names = "--json", description = "Print JSON for programs.")
  private boolean json;

  @Spec private CommandSpec spec;

  private static Map<String, Catalog<?>> families() {
    Map<String, Catalog<?>> families = new LinkedHashMap<>();
    families.put("inits", Initializers.CATALOG);
    families.put("activations", Activations.CATALOG);
    families.put("losses", Losses.CATALOG);
    return families;
  }

  @Override
  public Integer call() throws IOException {
    Catalog<?> catalog = FAMILIES.get(family);
    if (catalog == null) {
      throw new SpecException(
          "unknown family '%s'; known: %s".formatted(family, String.join(", ", FAMILIES.keySet())));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(CatalogText.json(catalog));
    } else {
      CatalogText.lines(catalog).forEach(out::println);
    }
    out.flush();
    return 0;
  }
}
