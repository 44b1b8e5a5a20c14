package io.evenkeel.jobs.run;

import io.evenkeel.core.Footprint;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory that a Java VM has for trials, besides that of Spark and of the tables being written.
 */
public final class ProcessMemory {
  /** The settings that give a process more memory. */
  public static final String REMEDY = "EVENKEEL_MEMORY here, --executor-memory on a cluster";

  /** The property for the bound of off-heap memory, as JavaCPP reads it. */
  private static final String OFF_HEAP_BOUND = "org.bytedeco.javacpp.maxbytes";

  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,15})\\s*([kmgt]?)b?", Pattern.CASE_INSENSITIVE);
  private static final String UNITS = "kmgt";
  private static final long MIB = 1 << 20;

  /** Memory that Spark keeps on the heap of a local run: measured and rounded up. */
  private static final long SPARK = 80 * MIB;

  /** Native blocks begin at a cache line; this many bytes are for the gap before it. */
  private static final long ALIGNMENT = MIB;

  private static MemoryBudget budget;

  private ProcessMemory() {}

  /** The memory budget of this process, which all of its tasks share. */
  static synchronized MemoryBudget budget() {
    if (budget == null) {
      budget = new MemoryBudget(shared(), most());
    }
    return budget;
  }

  /**
   * The memory that trials running at the same time may take together. On the heap it is the old
   * generation, without Spark's part, and at most three quarters of the heap. Arrays of trials are
   * moved to that generation; the rest is for garbage and for tables that are being encoded.
   */
  public static Footprint shared() {
    return new Footprint(
        Math.max(0, Math.min(oldGeneration().orElse(heap()), heap() / 4 * 3) - SPARK),
        Math.max(0, offHeap() - ALIGNMENT));
  }

  /** The memory that a trial may take if it runs alone. */
  public static Footprint most() {
    return new Footprint(Math.max(0, heap() - SPARK), Math.max(0, offHeap() - ALIGNMENT));
  }

  private static long heap() {
    return Runtime.getRuntime().maxMemory();
  }

  /** The bound of the heap's old generation, if there is one. */
  private static OptionalLong oldGeneration() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .filter(pool -> pool.getName().matches(".*(Old Gen|Tenured).*"))
        .map(MemoryPoolMXBean::getUsage)
        .mapToLong(usage -> usage == null ? -1 : usage.getMax())
        .filter(bound -> bound > 0)
        .findFirst();
  }

  private static long offHeap() {
    return parse(System.getProperty(OFF_HEAP_BOUND, "")).orElse(heap());
  }

  /**
   * A number of bytes as JavaCPP writes it: {@code 400000}, {@code 400k}, {@code 2gb}; empty if it
   * is none, or 0, which is no bound.
   */
  static OptionalLong parse(String size) {
    Matcher matcher = SIZE.matcher(size.strip());
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    int power = matcher.group(2).isEmpty() ? 0 : 1 + UNITS.indexOf(lower(matcher.group(2)));
    long bytes = number << (10 * power);
    return bytes > 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
  }

  private static String lower(String unit) {
    return unit.toLowerCase(Locale.ROOT);
  }
}
