package io.evenkeel.core;

import io.evenkeel.core.expr.Arithmetic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call as a user writes it: {@code name}, {@code name(key=value, ...)}, {@code name(value, ...)}.
 */
final class CallText {
  private static final Pattern CALL =
      Pattern.compile(
          "\\s*([A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*)\\s*(?:\\((.*)\\))?\\s*",
          Pattern.DOTALL);
  private static final Pattern NAMED =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)\\s*=([^=].*)", Pattern.DOTALL);
  private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");
  private static final Pattern ASSIGNMENT = Pattern.compile("(?<![<>=!])=(?!=)");
  private static final Pattern OF_X = Pattern.compile("\\bx\\b");
  private static final String FORMULA = "; a formula of x is written expr(\"x*tanh(softplus(x))\")";
  private static final Pattern SEVERAL = Pattern.compile("\\(.*,.*\\)|\\[.*\\]");
  private static final Pattern TENSOR =
      Pattern.compile("(?:\\w+\\.)*(?:w|W|p|t|param|weights?|tensor|kernel|data)");
  private static final Set<String> OF_TEXTS = Set.of("expr", "file", "csv", "parquet");
  private static final int MOST_ARGUMENTS = 50;

  private final String text;

  private CallText(String text) {
    this.text = text;
  }

  /** Reads a call; see {@link Spec#parse}. */
  static Spec parse(String text) {
    Matcher call = CALL.matcher(text);
    if (!call.matches()) {
      throw new SpecException(
          "'%s' is not of the form name or name(key=value, ...)%s"
              .formatted(text, OF_X.matcher(text).find() ? FORMULA : ""));
    }
    String name = LibraryNames.of(call.group(1));
    String inside = call.group(2);
    return new Spec(
        name,
        inside == null
            ? Map.of()
            : new CallText(text.strip()).arguments(withoutTensor(name, inside)));
  }

  /**
   * What stands inside the parentheses without a leading tensor. PyTorch's functions that end with
   * an underscore take the tensor first. So do functions that are called with {@code x}, except
   * those that read a formula or a file.
   */
  private static String withoutTensor(String name, String inside) {
    int comma = inside.indexOf(',');
    String first = comma < 0 ? inside : inside.substring(0, comma);
    boolean tensor =
        name.endsWith("_")
            ? TENSOR.matcher(first.strip()).matches()
            : first.strip().equals("x") && !OF_TEXTS.contains(name);
    return !tensor ? inside : comma < 0 ? "" : inside.substring(comma + 1);
  }

  private Map<String, Object> arguments(String inside) {
    if (inside.isBlank()) {
      return Map.of();
    }
    Map<String, Object> arguments = new LinkedHashMap<>();
    List<String> parts = parts(inside);
    boolean named = false;
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i).strip();
      Matcher argument = NAMED.matcher(part);
      if (argument.matches()) {
        named = true;
        Object value = value(argument.group(2).strip(), part);
        if (arguments.put(argument.group(1), value) != null) {
          throw new SpecException(
              "argument %s is given twice in '%s'".formatted(argument.group(1), text));
        }
      } else if (part.isEmpty() || assigns(part) || named) {
        throw new SpecException("'%s' in '%s' is not of the form key=value".formatted(part, text));
      } else {
        arguments.put(Spec.place(i), value(part, part));
      }
    }
    return arguments;
  }

  /**
   * Whether there is an equals sign outside parentheses and quotation marks that is not part of a
   * comparison.
   */
  private static boolean assigns(String part) {
    return ASSIGNMENT.matcher(Nesting.outside(part)).find();
  }

  /** A value without its quotation marks; a formula as the number that it gives. */
  private Object value(String word, String part) {
    Matcher quoted = QUOTED.matcher(word);
    if (quoted.matches()) {
      return quoted.group(1) != null ? quoted.group(1) : quoted.group(2);
    }
    if (SEVERAL.matcher(word).matches()) {
      return word; // a tuple or a list: no parameter takes one, and its message says which
    }
    boolean plain = word.matches("[^(),\\s'\"]+");
    if (!plain && !Arithmetic.looksLike(word)) {
      throw new SpecException("'%s' in '%s' is not of the form key=value".formatted(part, text));
    }
    return Spec.literal(word);
  }

  /** The parts between commas that stand outside parentheses. */
  private List<String> parts(String inside) {
    List<String> parts =
        Nesting.split(inside)
            .orElseThrow(
                () ->
                    new SpecException(
                        "'%s' is not of the form name or name(key=value, ...)".formatted(text)));
    if (parts.size() > MOST_ARGUMENTS) {
      throw new SpecException(
          "a call must have at most %s arguments, got %s".formatted(MOST_ARGUMENTS, parts.size()));
    }
    return parts;
  }
}
