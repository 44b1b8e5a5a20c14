package io.evenkeel.jobs.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.core.Footprint;
import io.evenkeel.jobs.run.ProcessMemory;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** What the trials of a plan take, beside what this process has for them. */
final class PlannedMemory {
  private final Footprint shared;
  private final Footprint most;
  private final int cores;
  private Footprint largest = Footprint.NONE;
  private Footprint mostOfEach = Footprint.NONE;
  private long tooLarge;

  /**
   * @param shared what trials that run at the same time may take together
   * @param most what a trial may take that runs alone
   * @param cores trials that run at the same time if memory allows it
   */
  PlannedMemory(Footprint shared, Footprint most, int cores) {
    this.shared = shared;
    this.most = most;
    this.cores = cores;
  }

  /** Of the process that this is called in: a run that it starts would have the same. */
  static PlannedMemory ofThisProcess() {
    return new PlannedMemory(
        ProcessMemory.shared(), ProcessMemory.most(), Runtime.getRuntime().availableProcessors());
  }

  /** Adds trials that all have one footprint. */
  void add(Footprint footprint, long trials) {
    if (footprint.total() > largest.total()) {
      largest = footprint;
    }
    mostOfEach = mostOfEach.max(footprint);
    if (!footprint.fits(most)) {
      tooLarge += trials;
    }
  }

  /** Takes all trials that another has been given. */
  void add(PlannedMemory other) {
    if (other.largest.total() > largest.total()) {
      largest = other.largest;
    }
    mostOfEach = mostOfEach.max(other.mostOfEach);
    tooLarge += other.tooLarge;
  }

  /**
   * What the largest trial takes.
   *
   * @param allowed bytes that a trial may take, by the sweep
   */
  String ofOneTrial(long allowed) {
    return "at most %s for one trial, of %s allowed"
        .formatted(Amounts.bytes(largest.total()), Amounts.bytes(allowed));
  }

  /** What this machine is too small for; empty if each core can compute any of the trials. */
  Optional<String> onThisMachine() {
    if (tooLarge > 0) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%,d %s not fit here: up to %s of heap are needed and %s off it, there are %s and %s"
                  + " (EVENKEEL_MEMORY)",
              tooLarge,
              tooLarge == 1 ? "trial does" : "trials do",
              Amounts.bytes(mostOfEach.heap()),
              Amounts.bytes(mostOfEach.offHeap()),
              Amounts.bytes(most.heap()),
              Amounts.bytes(most.offHeap())));
    }
    long atOnce = atOnce();
    return atOnce >= cores
        ? Optional.empty()
        : Optional.of(
            "memory for %s of the largest at a time here, on %s cores".formatted(atOnce, cores));
  }

  /**
   * Fields of the object that is open.
   *
   * @param allowed bytes that a trial may take, by the sweep
   */
  void write(long allowed, JsonGenerator json) throws IOException {
    json.writeNumberField("largest_trial_bytes", largest.total());
    json.writeNumberField("allowed_bytes", allowed);
    json.writeNumberField("heap_bytes_here", most.heap());
    json.writeNumberField("off_heap_bytes_here", most.offHeap());
    json.writeNumberField("trials_that_do_not_fit_here", tooLarge);
    json.writeNumberField("largest_at_once_here", Math.min(cores, atOnce()));
  }

  /** How many trials as large as the largest are computed at the same time. */
  private long atOnce() {
    long byHeap = mostOfEach.heap() == 0 ? cores : shared.heap() / mostOfEach.heap();
    long byOffHeap = mostOfEach.offHeap() == 0 ? cores : shared.offHeap() / mostOfEach.offHeap();
    return Math.max(1, Math.min(byHeap, byOffHeap));
  }
}
