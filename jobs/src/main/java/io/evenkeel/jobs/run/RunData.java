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
 * The values of files that a run's trials use, in the run directory: {@code data/<SHA-256>.npy}.
 * The driver puts them there before anything is computed, and tasks read them there. So no machine
 * but the driver's needs the files themselves, and a directory can be resumed without them.
 */
public final class RunData {
  private RunData() {}

  /** The file of a content. */
  static String path(FileContent content) {
    return RunFiles.DATA + "/" + FileValues.digits(content.name()) + ".npy";
  }

  /**
   * Puts what this process knows into the directory, and reads what it does not know from there.
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
   * Reads what a shard's trials use, if this process has not done so before.
   *
   * @throws RunFailure if it is not there
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

  /** Whether the directory has a content, undamaged; it is kept for the trials of this process. */
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

  /** What is wrong with the files of a directory: missing, damaged, or too many. */
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

  /** Copies what a plan's trials use from the directories that have it. */
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
