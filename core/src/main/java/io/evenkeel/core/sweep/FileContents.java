package io.evenkeel.core.sweep;

import io.evenkeel.core.Spec;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.data.FileContent;
import io.evenkeel.core.data.FileInput;
import io.evenkeel.core.init.FileWeights;
import io.evenkeel.core.init.Initializers;
import java.util.List;
import java.util.TreeMap;

/** Finds the files whose content the trials of a sweep use. */
public final class FileContents {
  private FileContents() {}

  /** Each content once, in the order of their names. */
  public static List<FileContent> of(Sweep sweep) {
    TreeMap<String, FileContent> contents = new TreeMap<>();
    for (Grid grid : sweep.grids()) {
      for (String text : grid.of(Axes.INPUT).texts()) {
        if (Axes.INPUT.value(text) instanceof FileInput file) {
          contents.putIfAbsent(
              file.content(),
              new FileContent(file.name(), file.content(), file.rows(), file.width()));
          file.labels()
              .ifPresent(
                  labels ->
                      contents.putIfAbsent(
                          labels.content(),
                          new FileContent(file.name(), labels.content(), file.rows(), 1)));
        }
      }
      for (String text : grid.of(Axes.INIT).texts()) {
        if (Spec.parse(text).name().equals(Initializers.WEIGHTS)
            && Axes.INIT.value(text) instanceof FileWeights file) {
          int entries = Math.toIntExact(file.entries());
          contents.putIfAbsent(
              file.content(), new FileContent(file.name(), file.content(), entries, 1));
        }
      }
    }
    return List.copyOf(contents.values());
  }
}
