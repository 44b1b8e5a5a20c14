package io.evenkeel.jobs.cli;

import java.util.Locale;

/** Large numbers for a person to read. */
final class Amounts {
  private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
  private static final String[] COUNT_UNITS = {
    "", " thousand", " million", " billion", " trillion"
  };

  private Amounts() {}

  /** {@code 31.2 MiB}. */
  static String bytes(long bytes) {
    return scaled((double) bytes, 1024, BYTE_UNITS, " ");
  }

  /** {@code 6.6 billion}; from 10^15 on {@code 3.2e17}. */
  static String count(double count) {
    return count < 1e15
        ? scaled(count, 1000, COUNT_UNITS, "")
        : String.format(Locale.ROOT, "%.1e", count);
  }

  /** {@code 12 s}, {@code 3.5 min}, {@code 7.2 h} or {@code 12 days}. */
  static String duration(double seconds) {
    if (seconds < 120) {
      return String.format(Locale.ROOT, seconds < 10 ? "%.2g s" : "%.0f s", seconds);
    }
    if (seconds < 7200) {
      return String.format(Locale.ROOT, "%.1f min", seconds / 60);
    }
    return seconds < 48 * 3600
        ? String.format(Locale.ROOT, "%.1f h", seconds / 3600)
        : String.format(Locale.ROOT, "%,.0f days", seconds / 86400);
  }

  private static String scaled(double amount, double step, String[] units, String space) {
    int unit = 0;
    double rest = amount;
    while (rest >= step && unit < units.length - 1) {
      rest /= step;
      unit++;
    }
    String number = String.format(Locale.ROOT, unit == 0 ? "%.0f" : "%.1f", rest);
    return number + space + units[unit];
  }
}
