package io.evenkeel.core.sweep;

import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.Suggestions;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.activation.Identity;
import io.evenkeel.core.init.Gain;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.loss.Losses;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a sweep can vary: the keys of a sweep file, what each may hold and what it is if not given.
 */
public enum Axis {
  /** Hidden layers. */
  DEPTH("depth", 1, 100_000),
  /** Units of a hidden layer. */
  WIDTH("width", 1, 10_000_000),
  /** Rows fed through at once. */
  BATCH("batch", 1, 10_000_000, "16"),
  /** Units of the input; the word {@code width} for as many as a hidden layer has. */
  INPUT_WIDTH("input_width", 1, 10_000_000, Axis.AS_WIDTH, List.of(Axis.AS_WIDTH)),
  /** Units of a last linear layer; 0 for none. */
  READOUT_WIDTH("readout_width", 0, 10_000_000, "0"),
  /** Nonlinearity after each hidden layer. */
  ACTIVATION("activation"),
  /** Scheme of the weights. */
  INIT("init"),
  /** Scheme of the biases, or none. */
  BIAS("bias", Axis.NONE),
  /** What is fed in. */
  INPUT(
      "input",
      InputKind.GAUSSIAN.text(),
      Arrays.stream(InputKind.values()).map(InputKind::text).toList()),
  /** Where the backward pass starts. */
  LOSS("loss", "cross_entropy"),
  /** How layers are computed. */
  ENGINE(
      "engine",
      Spec.AUTO,
      Stream.concat(Stream.of(Spec.AUTO), Arrays.stream(EngineKind.values()).map(EngineKind::text))
          .toList()),
  /** Whether gradients are computed. */
  BACKWARD("backward", "true", List.of("true", "false")),
  /** Seed of every draw. */
  SEED("seed", Long.MIN_VALUE, Long.MAX_VALUE, "0");

  static final String AS_WIDTH = "width";
  static final String NONE = "none";

  private enum Kind {
    NUMBER,
    WORD,
    FAMILY
  }

  private final String key;
  private final Kind kind;
  private final long least;
  private final long most;
  private final String words;
  private final Optional<String> defaultText;

  Axis(String key, long least, long most) {
    this(key, Kind.NUMBER, least, most, List.of(), Optional.empty());
  }

  Axis(String key, long least, long most, String defaultText) {
    this(key, Kind.NUMBER, least, most, List.of(), Optional.of(defaultText));
  }

  Axis(String key, long least, long most, String defaultText, List<String> words) {
    this(key, Kind.NUMBER, least, most, words, Optional.of(defaultText));
  }

  Axis(String key) {
    this(key, Kind.FAMILY, 0, 0, List.of(), Optional.empty());
  }

  Axis(String key, String defaultText) {
    this(key, Kind.FAMILY, 0, 0, List.of(), Optional.of(defaultText));
  }

  Axis(String key, String defaultText, List<String> words) {
    this(key, Kind.WORD, 0, 0, words, Optional.of(defaultText));
  }

  Axis(
      String key,
      Kind kind,
      long least,
      long most,
      List<String> words,
      Optional<String> defaultText) {
    this.key = key;
    this.kind = kind;
    this.least = least;
    this.most = most;
    this.words = String.join(" ", words);
    this.defaultText = defaultText;
  }

  private List<String> words() {
    return words.isEmpty() ? List.of() : List.of(words.split(" ", -1));
  }

  /** As written in a sweep file. */
  public String key() {
    return key;
  }

  /** Whether values are whole numbers (a word may be allowed besides). */
  public boolean numeric() {
    return kind == Kind.NUMBER;
  }

  /** What the axis holds if a sweep does not say; empty if it must say. */
  public Optional<AxisValues> defaultValues() {
    return defaultText.map(AxisValues::parse);
  }

  /**
   * The axis of that key.
   *
   * @throws SpecException naming the known keys
   */
  public static Axis of(String key) {
    List<String> keys = Arrays.stream(values()).map(Axis::key).toList();
    return Arrays.stream(values())
        .filter(axis -> axis.key.equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new SpecException(
                    "unknown key '%s'%s; known: %s"
                        .formatted(
                            key, Suggestions.didYouMean(key, keys), String.join(", ", keys))));
  }

  /** What is allowed, for messages: {@code "a whole number from 1 to 100000"}. */
  public String allowed() {
    String numbers = "a whole number from %d to %d".formatted(least, most);
    return switch (kind) {
      case NUMBER -> words().isEmpty() ? numbers : numbers + " or " + String.join(" or ", words());
      case WORD -> "one of " + String.join(", ", words());
      case FAMILY -> "a name or name(key=value, ...)";
    };
  }

  /**
   * Checks a whole number of this axis.
   *
   * @throws SpecException if it is out of range or the axis holds no numbers
   */
  public void check(long number) {
    if (!(kind == Kind.NUMBER && number >= least && number <= most)) {
      throw new SpecException("%s must be %s, got %d".formatted(key, allowed(), number));
    }
  }

  /**
   * Checks a spec of this axis.
   *
   * @return it in canonical form
   * @throws SpecException if it is not of this axis, or a parameter is out of range
   */
  public Spec check(Spec spec) {
    if (kind != Kind.FAMILY) {
      if (!(spec.arguments().isEmpty() && words().contains(spec.name()))) {
        throw new SpecException(
            "%s must be %s, got %s%s"
                .formatted(
                    key, allowed(), spec.text(), Suggestions.didYouMean(spec.name(), words())));
      }
      return spec;
    }
    return switch (this) {
      case ACTIVATION -> {
        Activations.CATALOG.create(spec);
        yield Spec.parse(Activations.CATALOG.text(spec));
      }
      case INIT -> {
        // Any activation will do: which gain "auto" becomes has no part in what is allowed.
        Initializers.CATALOG.create(
            Gain.resolve(Initializers.CATALOG.complete(spec), new Identity()));
        yield Spec.parse(Initializers.CATALOG.text(spec));
      }
      case BIAS -> {
        if (spec.equals(Spec.of(NONE))) {
          yield spec;
        }
        Initializers.CATALOG.create(spec);
        yield Spec.parse(Initializers.CATALOG.text(spec));
      }
      case LOSS -> {
        Losses.CATALOG.create(spec);
        yield Spec.parse(Losses.CATALOG.text(spec));
      }
      default -> throw new IllegalStateException(key + " is no family");
    };
  }

  /**
   * Checks all values.
   *
   * @return them in canonical form
   * @throws SpecException at the first that is not of this axis, or if there is none
   */
  public AxisValues check(AxisValues values) {
    if (values.size() == 0) {
      throw new SpecException(key + " has no value; it must be " + allowed());
    }
    if (!values.numbers().isEmpty()) {
      check(values.numbers().get(0));
      check(values.numbers().get(values.numbers().size() - 1));
    }
    return new AxisValues(values.numbers(), values.specs().stream().map(this::check).toList());
  }
}
