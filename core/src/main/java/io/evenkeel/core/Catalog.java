package io.evenkeel.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The members of a family, by name: what a sweep file may say, what {@code evenkeel list} prints,
 * and how a {@link Spec} becomes an object.
 *
 * @param <T> the family's interface
 */
public final class Catalog<T> {
  /**
   * One member.
   *
   * @param name canonical name
   * @param aliases other spellings, e.g. {@code eye} for {@code identity}
   * @param formula one line of plain text
   * @param parameters in canonical order
   * @param factory from complete arguments; throws {@link SpecException} on a value out of range
   */
  public record Entry<T>(
      String name,
      List<String> aliases,
      String formula,
      List<Parameter> parameters,
      Function<Arguments, T> factory) {
    /** Copies the lists. */
    public Entry {
      aliases = List.copyOf(aliases);
      parameters = List.copyOf(parameters);
    }
  }

  /** What names of initialisers may end with: {@code zeros_init} is {@code zeros}. */
  private static final String INIT = "init";

  private final String family;
  private final Map<String, Entry<T>> byName = new LinkedHashMap<>();
  private final List<Entry<T>> entries;
  private final Map<String, Alias> aliases = new LinkedHashMap<>();
  private final BiFunction<Spec, List<String>, T> ofFormulas;

  /** Members and aliases by their names without case, underscores and the family's own word. */
  private final Map<String, String> byPlainName = new HashMap<>();

  /**
   * A family without names of other libraries.
   *
   * @param family what a member is called in messages: {@code "activation"}
   * @param entries in the order they are listed
   */
  public Catalog(String family, List<Entry<T>> entries) {
    this(family, entries, List.of());
  }

  /**
   * A family.
   *
   * @param family what a member is called in messages: {@code "activation"}
   * @param entries in the order they are listed
   * @param aliases names of other libraries, in the order they are listed
   */
  public Catalog(String family, List<Entry<T>> entries, List<Alias> aliases) {
    this(
        family,
        entries,
        aliases,
        (spec, formulas) -> {
          throw new SpecException(spec.text() + " must not have formulas");
        });
  }

  /**
   * A family whose numbers may be {@linkplain Parameter#orFormula formulas}.
   *
   * @param ofFormulas makes a member of a complete spec and the names of the parameters that hold
   *     formulas
   */
  public Catalog(
      String family,
      List<Entry<T>> entries,
      List<Alias> aliases,
      BiFunction<Spec, List<String>, T> ofFormulas) {
    this.ofFormulas = ofFormulas;
    this.family = family;
    this.entries = List.copyOf(entries);
    for (Entry<T> entry : entries) {
      register(entry.name(), entry);
      entry.aliases().forEach(alias -> register(alias, entry));
    }
    for (Alias alias : aliases) {
      if (byName.containsKey(alias.name()) || this.aliases.put(alias.name(), alias) != null) {
        throw new IllegalStateException(family + " " + alias.name() + " is declared twice");
      }
    }
    byName.keySet().forEach(name -> byPlainName.putIfAbsent(plain(name), name));
    this.aliases.keySet().forEach(name -> byPlainName.putIfAbsent(plain(name), name));
  }

  /**
   * The common form of all spellings of a name: {@code CrossEntropyLoss}, {@code cross_entropy_}
   * and {@code cross_entropy} have the same one.
   */
  private String plain(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace("_", "");
    for (String suffix : List.of(family, INIT)) {
      boolean ofFamily = family.startsWith(suffix);
      if (ofFamily && plain.endsWith(suffix) && plain.length() > suffix.length()) {
        return plain.substring(0, plain.length() - suffix.length());
      }
    }
    return plain;
  }

  /** Names of other libraries. */
  public List<Alias> aliases() {
    return List.copyOf(aliases.values());
  }

  /** The name of a member or alias as it was declared, from any spelling of it. */
  private String known(String name) {
    boolean declared = byName.containsKey(name) || aliases.containsKey(name);
    return declared ? name : byPlainName.getOrDefault(plain(name), name);
  }

  /** The member that is meant, called by its own name. */
  private Spec member(Spec spec) {
    Alias alias = aliases.get(known(spec.name()));
    return alias == null ? spec : alias.resolve(spec);
  }

  /** Whether a member or another library's name for it has a parameter of that name. */
  private boolean takes(Spec call, String parameter) {
    Alias alias = aliases.get(known(call.name()));
    return alias == null
        ? entry(call.name()).parameters().stream().anyMatch(p -> p.name().equals(parameter))
        : alias.parameters().stream().anyMatch(p -> p.getKey().equals(parameter));
  }

  private void register(String name, Entry<T> entry) {
    if (byName.put(name, entry) != null) {
      throw new IllegalStateException(family + " " + name + " is declared twice");
    }
  }

  /** What a member is called in messages. */
  public String family() {
    return family;
  }

  /** All members in listing order. */
  public List<Entry<T>> entries() {
    return entries;
  }

  /**
   * The member of that name or alias.
   *
   * @throws SpecException naming the nearest names
   */
  public Entry<T> entry(String name) {
    String known = known(name);
    Entry<T> entry = byName.get(known);
    if (entry == null && aliases.containsKey(known)) {
      return entry(aliases.get(known).target().name());
    }
    if (entry == null) {
      ForeignNames.note(family, plain(name))
          .ifPresent(
              note -> {
                throw new SpecException("there is no %s '%s': %s".formatted(family, name, note));
              });
      throw new SpecException(
          "unknown %s '%s'%s; known: %s"
              .formatted(
                  family,
                  name,
                  Suggestions.didYouMean(name, names()),
                  String.join(", ", entries.stream().map(Entry::name).toList())));
    }
    return entry;
  }

  private List<String> names() {
    return Stream.concat(byName.keySet().stream(), aliases.keySet().stream()).toList();
  }

  /**
   * The spec with canonical name, every parameter present (defaults filled in) in canonical order,
   * and each value checked for its kind. A word such as {@code auto} stays where it is allowed.
   *
   * @throws SpecException on an unknown name or parameter, a missing one, or a value of the wrong
   *     kind
   */
  public Spec complete(Spec given) {
    Spec member = member(ForeignParameters.translated(given, family, key -> takes(given, key)));
    Entry<T> entry = entry(member.name());
    Spec spec = Positions.named(member, entry);
    List<String> known = entry.parameters().stream().map(Parameter::name).toList();
    for (String key : spec.arguments().keySet()) {
      if (!known.contains(key)) {
        throw new SpecException(
            known.isEmpty()
                ? "%s takes no parameters, got %s".formatted(entry.name(), key)
                : "unknown parameter '%s' of %s%s; known: %s"
                    .formatted(
                        key,
                        entry.name(),
                        Suggestions.didYouMean(key, known),
                        String.join(", ", known)));
      }
    }
    Map<String, Object> complete = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (Parameter parameter : entry.parameters()) {
      Object value = spec.arguments().getOrDefault(parameter.name(), parameter.defaultValue());
      if (value == null) {
        missing.add(parameter.name());
      } else {
        complete.put(parameter.name(), parameter.check(entry.name(), value));
      }
    }
    if (!missing.isEmpty()) {
      throw new SpecException("%s needs %s".formatted(entry.name(), String.join(", ", missing)));
    }
    return new Spec(entry.name(), complete);
  }

  /**
   * The shortest text that means {@code spec}: canonical name and only what differs from the
   * defaults. This is how a member appears in results and canonical texts.
   *
   * @throws SpecException as {@link #complete}
   */
  public String text(Spec spec) {
    return shortest(complete(spec));
  }

  private String shortest(Spec complete) {
    Map<String, Object> different = new LinkedHashMap<>(complete.arguments());
    for (Parameter parameter : entry(complete.name()).parameters()) {
      different.remove(parameter.name(), parameter.defaultValue());
    }
    return new Spec(complete.name(), different).text();
  }

  /**
   * The {@link #text} of a spec of which the member could be made.
   *
   * @param resolved the complete spec with numbers for its words; the identity where a word has no
   *     meaning
   * @throws SpecException as {@link #text}, and as {@link #create} of the resolved spec
   */
  public String textOfPossible(Spec spec, UnaryOperator<Spec> resolved) {
    Spec complete = complete(spec);
    Spec plain = resolved.apply(complete);
    if (plain.equals(complete)) {
      created(complete);
    } else {
      create(plain);
    }
    return shortest(complete);
  }

  /**
   * The member that {@code spec} asks for.
   *
   * @throws SpecException as {@link #complete}, or if a value is out of the member's range, or a
   *     word such as {@code auto} was left unresolved
   */
  public T create(Spec spec) {
    return created(complete(spec));
  }

  private T created(Spec complete) {
    for (Parameter parameter : entry(complete.name()).parameters()) {
      Object value = complete.arguments().get(parameter.name());
      if (parameter.isWord(value)) {
        throw new SpecException(
            "%s=%s of %s needs a trial's activation"
                .formatted(parameter.name(), value, complete.name()));
      }
    }
    List<String> formulas =
        entry(complete.name()).parameters().stream()
            .filter(parameter -> parameter.isFormula(complete.arguments().get(parameter.name())))
            .map(Parameter::name)
            .toList();
    return formulas.isEmpty()
        ? entry(complete.name()).factory().apply(new Arguments(complete))
        : ofFormulas.apply(complete, formulas);
  }
}
