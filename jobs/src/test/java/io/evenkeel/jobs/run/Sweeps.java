package io.evenkeel.jobs.run;

/** Sweeps whose shards take about half a second each. */
public final class Sweeps {
  private Sweeps() {}

  /** Four shards or so. */
  public static RunPlan small() {
    return RunPlan.ofText(text("small", 40));
  }

  /** As {@link #small}, with other seeds as well. */
  public static RunPlan larger() {
    return RunPlan.ofText(text("small", 50));
  }

  /** Forty shards or so. */
  public static RunPlan lengthy() {
    return RunPlan.ofText(text("lengthy", 400));
  }

  private static String text(String name, int trials) {
    return "%s\ndepth %d\ntrials %d\nsize 10\nspin 50".formatted(name, 6, trials);
  }
}
