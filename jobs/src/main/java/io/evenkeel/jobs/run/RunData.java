package io.evenkeel.jobs.run;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.data.FileContent;
import io.evenkeel.core.data.FileValues;
import io.evenkeel.jobs.parquet.Problem;
import io.evenkeel.jobs.store.ConflictException;
import io.evenkeel.jobs.store.Content;
import io.evenkeel.jobs.store.Store;
import io.evenkeel.jobs.tensor.Npy;
import io.evenkeel.jobs.tensor.NumpyArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The values of those files that a run's trials use, kept in the run directory as {@code
 * data/<SHA-256>.npy}. The driver writes them before anything is computed, and tasks read them. So
 * only the driver's machine needs the files themselves, and a directory can be resumed without
 * them.
 */
public final class RunData {
  private RunData() {}

  /** The path of a content. */
  static String path(FileContent content) {
    return RunFiles.DATA + "/" + FileValues.digits(content.name()) + ".npy";
  }

  /**
   * Writes contents that this process has to the directory, and reads the others from there.
   *
   * @param missing whether there is anything to compute, so that all contents are needed
   * @throws SpecException if a content is needed that is neither known nor in the directory
   */
  static void publish(Store store, RunPlan plan, boolean missing) throws IOException {
    for (FileContent content : plan.contents()) {
      if (FileValues.has(content.name())) {
        create(store, content);
      } else if (missing && !read(store, content)) {
        throw new SpecException(
            "the values of %s are neither in %s/%s nor in a file that this sweep names; repeat the command of the sweep that named it"
                .formatted(content.file(), store.location(), path(content)));
      }
    }
  }

  private static void create(Store store, FileContent content) throws IOException {
    byte[] bytes = bytes(content);
    try {
      store.createOnce(path(content), Content.of(bytes));
    } catch (ConflictException e) { // the file is damaged: its name says what it should hold
      Quarantine.take(store, path(content));
      store.createOnce(path(content), Content.of(bytes));
    }
  }

  private static byte[] bytes(FileContent content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<Integer> shape = List.of(content.rows(), content.width());
    Npy.write(NumpyArray.of(shape, FileValues.of(content.name())), bytes);
    return bytes.toByteArray();
  }

  /**
   * Reads the contents that a shard's trials use, unless this process has them.
   *
   * @throws RunFailure if a content is missing
   */
  static void load(Store store, RunPlan plan, int shard) throws IOException {
    for (FileContent content : plan.contents(shard)) {
      synchronized (RunData.class) {
        if (!FileValues.has(content.name()) && !read(store, content)) {
          throw new RunFailure(
              "%s/%s, which holds the values of %s, is missing or damaged"
                  .formatted(store.location(), path(content), content.file()),
              null);
        }
      }
    }
  }

  /**
   * Reads a content and keeps it for the trials of this process; false if the directory does not
   * have it undamaged.
   */
  private static boolean read(Store store, FileContent content) throws IOException {
    Optional<float[]> values = values(store, content);
    values.ifPresent(FileValues::keep);
    return values.isPresent();
  }

  private static Optional<float[]> values(Store store, FileContent content) throws IOException {
    if (!store.exists(path(content))) {
      return Optional.empty();
    }
    try (InputStream in = store.open(path(content))) {
      float[] values = Npy.read(in, path(content)).floats();
      return FileValues.name(values).equals(content.name())
          ? Optional.of(values)
          : Optional.empty();
    } catch (SpecException e) { // no .npy file, or cut short
      return Optional.empty();
    }
  }

  /** The problems of a directory's data files: missing, damaged, or not used. */
  public static List<Problem> problems(Store store, RunPlan plan) throws IOException {
    List<Problem> problems = new ArrayList<>();
    Set<String> strangers =
        store.list(RunFiles.DATA).stream()
            .map(name -> RunFiles.DATA + "/" + name)
            .collect(Collectors.toCollection(TreeSet::new));
    for (FileContent content : plan.contents()) {
      String path = path(content);
      strangers.remove(path);
      if (!store.exists(path)) {
        problems.add(new Problem(path, "missing: the values of " + content.file()));
      } else if (values(store, content).isEmpty()) {
        problems.add(new Problem(path, "its values are not those of its name"));
      }
    }
    strangers.forEach(path -> problems.add(new Problem(path, RunFiles.STRANGER)));
    return problems;
  }

  /** Copies the contents that a plan's trials use from the directories that have them. */
  static void copy(List<Store> from, RunPlan plan, Store to) throws IOException {
    for (FileContent content : plan.contents()) {
      for (Store store : from) {
        if (!FileValues.has(content.name())) {
          read(store, content);
        }
      }
      if (FileValues.has(content.name())) {
        create(to, content);
      }
    }
  }
}
