package io.evenkeel.jobs.tensor;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.Suggestions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The arrays of a file by their names. Models also hold arrays that are not weights, such as masks
 * and positions. Arrays whose values are not read are left out; only their names and types are
 * kept.
 *
 * @param arrays in order
 * @param others the types of the arrays that are left out
 */
public record NamedArrays(Map<String, NumpyArray> arrays, Map<String, String> others) {
  /** Copies the maps. */
  public NamedArrays {
    arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
  }

  /**
   * Reads a file of named arrays.
   *
   * @return empty if its name ends neither in .npz nor in .safetensors
   * @throws SpecException on one line that names file and array, if it is not such a file, or none
   *     of its arrays can be read
   * @throws IOException if it cannot be read
   */
  public static Optional<NamedArrays> read(Path file) throws IOException {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".npz")) {
      return Optional.of(Npz.named(file));
    }
    return name.endsWith(".safetensors") ? Optional.of(Safetensors.read(file)) : Optional.empty();
  }

  /** The names of all arrays; those that are left out come last, with their types. */
  public List<String> names() {
    List<String> names = new ArrayList<>(arrays.keySet());
    others.forEach((name, type) -> names.add("%s (%s)".formatted(name, type)));
    return names;
  }

  /**
   * The array of that name.
   *
   * @param file as the user names it
   * @throws SpecException if there is no such array, or it was left out
   */
  public NumpyArray member(String file, String member) {
    if (others.containsKey(member)) {
      throw new SpecException(
          "%s, array %s: values of type %s are not read"
              .formatted(file, member, others.get(member)));
    }
    NumpyArray array = arrays.get(member);
    if (array == null) {
      throw new SpecException(
          "%s has no array '%s'%s; it holds %s"
              .formatted(
                  file,
                  member,
                  Suggestions.didYouMean(member, arrays.keySet()),
                  String.join(", ", names())));
    }
    return array;
  }
}
