package io.evenkeel.jobs.cli;

import io.evenkeel.analysis.cells.CellProgress;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Tells a person how far the comparison of cells with theory is: a bar on a terminal, a line for
 * each tenth otherwise. Of few cells, which take a moment, it says nothing.
 */
final class TheoryProgress implements CellProgress, AutoCloseable {
  private static final int REDRAW_MILLIS = 500;
  private static final long FEW = 1000;
  private static final int PARTS = 10;

  private final PrintWriter err;
  private final boolean terminal;
  private ProgressBar bar;
  private long told;

  /**
   * @param err for lines
   * @param terminal whether someone watches
   */
  TheoryProgress(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  @Override
  public synchronized void at(long done, long cells) {
    if (cells <= FEW) {
      return;
    }
    if (!terminal) {
      long tenths = PARTS * done / cells;
      if (tenths > told) {
        told = tenths;
        err.println(
            String.format(Locale.ROOT, "compared with theory: %,d of %,d cells", done, cells));
        err.flush();
      }
      return;
    }
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("theory")
              .setInitialMax(cells)
              .setUnit(" cells", 1)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(REDRAW_MILLIS)
              .build();
    }
    bar.stepTo(done);
  }

  /** Ends the line. */
  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
