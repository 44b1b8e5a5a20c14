package io.evenkeel.jobs.cli;

import io.evenkeel.core.Catalog;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.Suggestions;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
      "List a family: formulas, parameters, defaults. Without a family, list the families and the names in each.",
      "Families: inits, activations, losses, inputs, blocks, norms, optimizers, parametrizations, precisions,"
          + " engines."
    },
    footer = {
      "",
      "Examples:",
      "  evenkeel list inits",
      "  evenkeel list blocks",
      "  evenkeel list losses --json",
      "  evenkeel list                     all families"
    })
final class ListCommand implements Callable<Integer> {
  private static final int MEMBERS = 17;

  @Parameters(
      arity = "0..1",
      paramLabel = "FAMILY",
      description =
          "inits, activations, losses, inputs, blocks, norms, optimizers, parametrizations, precisions"
              + " or engines.")
  private Optional<String> family = Optional.empty();

  @Mixin private JsonOption json;

  @Spec private CommandSpec spec;

  /**
   * Made when they are asked for: every command makes all commands, and catalogues take a while.
   */
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
    PrintWriter out = spec.commandLine().getOut();
    if (family.isEmpty()) {
      all(out);
      out.flush();
      return 0;
    }
    Map<String, Catalog<?>> families = families();
    Catalog<?> catalog = families.get(family.get());
    if (catalog == null) {
      throw new SpecException(
          "unknown family '%s'%s; known: %s"
              .formatted(
                  family.get(),
                  Suggestions.didYouMean(family.get(), families.keySet()),
                  String.join(", ", families.keySet())));
    }
    if (json.asked()) {
      out.println(CatalogText.json(catalog));
    } else {
      CatalogText.lines(catalog, Terminal.lineLength()).forEach(out::println);
    }
    out.flush();
    return 0;
  }

  /** The families with the names of their members. */
  private void all(PrintWriter out) throws IOException {
    if (json.asked()) {
      out.println(
          Json.array(
              array -> {
                for (Map.Entry<String, Catalog<?>> family : families().entrySet()) {
                  array.writeStartObject();
                  array.writeStringField("family", family.getKey());
                  Json.strings(array, "members", names(family.getValue()));
                  array.writeEndObject();
                }
              }));
      return;
    }
    families()
        .forEach(
            (name, catalog) ->
                Paragraph.lines(
                        String.format(Locale.ROOT, "%-16s ", name),
                        String.join(", ", names(catalog)),
                        MEMBERS,
                        Terminal.lineLength())
                    .forEach(out::println));
  }

  private static List<String> names(Catalog<?> catalog) {
    return catalog.entries().stream().map(Catalog.Entry::name).toList();
  }
}
