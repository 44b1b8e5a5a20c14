package io.evenkeel.core.sweep;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.axis.Axis;
import io.evenkeel.core.axis.AxisValues;
import io.evenkeel.core.init.Biases;
import io.evenkeel.core.init.Initializer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The identity of a trial: its canonical text and the number computed from it. */
public final class TrialIdentity {
  private static final String HEADER = "evenkeel-trial 1";

  /**
   * Names biases that scale with a fan. They take it from their layer's weights; in stream version
   * 1 they took a fan-in of 1, so trials of that version must have other identities.
   */
  private static final String BIAS_FAN = "bias_fan=weights";

  private TrialIdentity() {}

  /** First 64 bits of the SHA-256 of the canonical text, big-endian, as a signed number. */
  public static long id(Trial trial) {
    return idOf(canonicalText(trial));
  }

  /**
   * The number that all trials of a cell have in common: first 64 bits of the SHA-256 of the
   * canonical text without its seed, big-endian, as a signed number.
   */
  static long cellId(Trial trial) {
    return idOf(text(trial, axis -> axis != Axes.SEED));
  }

  /** The identity of the trial with that canonical text. */
  static long idOf(String canonicalText) {
    byte[] text = canonicalText.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.wrap(Sha256.digest(text)).getLong();
  }

  /**
   * Every axis that can change the trial's numbers, {@code key=value} each, in the order of {@link
   * Axes#ALL}. An axis that the first version did not have is left out where it holds its default.
   * A key of its own says that a bias takes a fan from the weights.
   */
  public static String canonicalText(Trial trial) {
    return text(trial, axis -> true);
  }

  private static String text(Trial trial, Predicate<Axis<?>> named) {
    StringBuilder text = new StringBuilder(HEADER);
    for (Axis<?> axis : Axes.ALL) {
      if (!named.test(axis)) {
        continue;
      }
      String value = trial.text(axis);
      if (axis.placement().alwaysNamed() || !axis.defaultText().filter(value::equals).isPresent()) {
        text.append("; ").append(axis.key()).append('=').append(value);
      }
    }
    return text.append(biasTakesFan(trial) ? "; " + BIAS_FAN : "").toString();
  }

  private static boolean biasTakesFan(Trial trial) {
    Optional<Initializer> bias = trial.bias();
    if (bias.isEmpty()) {
      return false;
    }
    MlpShape shape = trial.shape();
    // One layer of each shape: the first, a hidden one, the readout.
    IntStream layers =
        trial.hiddenWidths().isEmpty()
            ? IntStream.of(0, Math.min(1, shape.layers() - 1), shape.layers() - 1)
            : IntStream.range(0, shape.layers());
    return layers.anyMatch(l -> Biases.usesFanIn(bias.get(), shape.fanOut(l), shape.fanIn(l)));
  }

  /**
   * The trial of a text such as {@link #canonicalText} writes: {@code "depth=3; width=8;
   * activation=relu; init=xavier_normal(gain=auto)"}.
   *
   * @param text keys in any order, with or without the header. An axis that is not named has its
   *     default; {@code auto} is resolved.
   * @throws SpecException if a key is unknown, given twice or missing, or a value is not allowed
   */
  public static Trial parse(String text) {
    Map<Axis<?>, AxisValues> values = new HashMap<>();
    for (String part : text.split("; ", -1)) {
      if (part.equals(HEADER) || part.equals(BIAS_FAN)) {
        continue;
      }
      int equals = part.indexOf('=');
      if (equals < 1) {
        throw new SpecException("'%s' is not of the form key=value".formatted(part));
      }
      Axis<?> axis = Axes.of(part.substring(0, equals));
      if (values.put(axis, axis.parse(part.substring(equals + 1))) != null) {
        throw new SpecException(axis.key() + " is given twice");
      }
    }
    Grid grid = new Grid(values);
    if (grid.size() != 1) {
      throw new SpecException("a trial must have one value of every key, got '%s'".formatted(text));
    }
    Vocabulary vocabulary = new Vocabulary(false);
    return vocabulary.trial(vocabulary.boxes(List.of(grid)).get(0).point(0));
  }
}
