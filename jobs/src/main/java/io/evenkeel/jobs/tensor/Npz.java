package io.evenkeel.jobs.tensor;

import io.evenkeel.core.SpecException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Files with named arrays, {@code .npz}: zip files of {@code .npy} files, packed or not. */
public final class Npz {
  private static final String SUFFIX = ".npy";

  /** The first date of zip files; with it, equal arrays give equal files. */
  private static final long NO_DATE = 315_532_800_000L;

  private Npz() {}

  /**
   * Reads all arrays, by their names, in the order of the file.
   *
   * @throws SpecException on one line that names file and array, if it is not such a file or holds
   *     an array of anything but numbers
   * @throws IOException if it cannot be read
   */
  public static Map<String, NumpyArray> read(Path file) throws IOException {
    NamedArrays arrays = named(file);
    arrays.others().keySet().stream().findFirst().ifPresent(name -> arrays.member("" + file, name));
    return arrays.arrays();
  }

  /**
   * Reads the arrays of numbers in the order of the file.
   *
   * @throws SpecException on one line that names file and array, if it is not such a file
   * @throws IOException if it cannot be read
   */
  static NamedArrays named(Path file) throws IOException {
    Map<String, NumpyArray> arrays = new LinkedHashMap<>();
    Map<String, String> others = new LinkedHashMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = name(file, entry);
        if (arrays.containsKey(name) || others.containsKey(name)) {
          throw new SpecException("%s: array %s is there twice".formatted(file, name));
        }
        Npy.read(
                zip,
                "%s, array %s".formatted(file, name),
                Optional.of(type -> others.put(name, type)))
            .ifPresent(array -> arrays.put(name, array));
      }
    } catch (SpecException e) {
      throw e;
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw new SpecException("%s: this zip file is damaged: %s".formatted(file, e.getMessage()));
    }
    if (arrays.isEmpty() && others.isEmpty()) {
      throw new SpecException("%s: this is no .npz file: there is no array in it".formatted(file));
    }
    return new NamedArrays(arrays, others);
  }

  private static String name(Path file, ZipEntry entry) {
    String name = entry.getName();
    if (!name.endsWith(SUFFIX)) {
      throw new SpecException(
          "%s: an .npz file holds .npy files only, got '%s'"
              .formatted(file, name.replaceAll("\\p{Cntrl}", "?")));
    }
    return name.substring(0, name.length() - SUFFIX.length());
  }

  /**
   * Writes arrays, in the order of the map, packed as {@code numpy.savez_compressed} does.
   *
   * @throws IOException if the file cannot be written
   */
  public static void write(Map<String, NumpyArray> arrays, Path file) throws IOException {
    try (ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (Map.Entry<String, NumpyArray> array : arrays.entrySet()) {
        ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
        entry.setTime(NO_DATE);
        zip.putNextEntry(entry);
        Npy.write(array.getValue(), zip);
        zip.closeEntry();
      }
    }
  }
}
