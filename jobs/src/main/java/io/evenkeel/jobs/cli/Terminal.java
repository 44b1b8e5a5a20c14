package io.evenkeel.jobs.cli;

import io.evenkeel.analysis.text.Screen;
import java.io.Console;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Tells whether a person watches, and how wide and colourful what they watch is. */
final class Terminal {
  private static final int DEFAULT_WIDTH = 80;
  private static final int WIDEST = 1000;

  private Terminal() {}

  /** Whether both standard input and output are a terminal. */
  @SuppressWarnings("SystemConsoleNull") // null when redirected, before Java 22
  static boolean present() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try { // from Java 22 on there is a console even when redirected
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /** What results are read on. */
  static Screen screen() {
    return screen(System.getenv(), present(), () -> new UsageMessageSpec().autoWidth(true).width());
  }

  /**
   * What results are read on: as wide as {@code COLUMNS} says, else as the terminal is, else 80
   * columns; with colours on a terminal that is not {@code dumb}, unless {@code NO_COLOR} is set to
   * anything but an empty text (no-color.org).
   *
   * @param environment variables of the process
   * @param terminal whether there is one
   * @param detected the terminal's width
   */
  static Screen screen(Map<String, String> environment, boolean terminal, IntSupplier detected) {
    int width =
        columns(environment).orElseGet(() -> terminal ? detected.getAsInt() : DEFAULT_WIDTH);
    boolean colour =
        terminal
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    return new Screen(width, colour);
  }

  /**
   * Columns that a line of text should keep within: what {@code COLUMNS} says, else the terminal's
   * width. Lines that go to a file or to another program stay whole.
   */
  static int lineLength() {
    boolean known = columns(System.getenv()).isPresent() || present();
    return known ? screen().width() : Integer.MAX_VALUE;
  }

  private static Optional<Integer> columns(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("COLUMNS"))
        .filter(text -> text.matches("[0-9]{1,6}"))
        .map(Integer::valueOf)
        .filter(width -> width > 0)
        .map(width -> Math.min(width, WIDEST));
  }
}
