package io.evenkeel.core.sweep;

import io.evenkeel.core.arch.NetDesign;
import io.evenkeel.core.engine.Engine;
import io.evenkeel.core.engine.EngineKind;
import io.evenkeel.core.engine.Workload;
import java.util.Optional;

/**
 * A trial with the network that it asks for. The network is made once, when it is first needed;
 * engine, memory and cost are computed from it. An instance is used by one thread.
 */
final class TrialNet {
  private final Trial trial;
  private NetDesign design;
  private Workload workload;

  /** Null until first asked for. */
  private Optional<InitKinds> kinds;

  private Optional<Alike> alike = Optional.empty();

  private TrialNet(Trial trial, NetDesign design, Workload workload, Optional<InitKinds> kinds) {
    this.trial = trial;
    this.design = design;
    this.workload = workload;
    this.kinds = kinds;
  }

  private TrialNet(Trial trial) {
    this.trial = trial;
  }

  static TrialNet of(Trial trial) {
    return new TrialNet(trial);
  }

  /**
   * @param kinds of the trial
   */
  static TrialNet of(Trial trial, Optional<InitKinds> kinds) {
    return new TrialNet(trial, null, null, kinds);
  }

  /** A trial's network with properties that are already known. */
  static TrialNet of(Trial trial, Alike alike) {
    return new TrialNet(trial, null, null, alike.kinds()).with(alike);
  }

  /** This network with properties that it has in common with others. */
  TrialNet with(Alike found) {
    alike = Optional.of(found);
    return this;
  }

  /**
   * The properties that it has in common with networks that differ only in depth and seed; empty if
   * these are not kept.
   */
  Optional<Alike> alike() {
    return alike;
  }

  /** The same network for another engine. */
  TrialNet with(EngineKind engine) {
    return new TrialNet(trial.with(engine), design, workload, kinds);
  }

  /** The kinds of its weight matrices. */
  Optional<InitKinds> kinds() {
    if (kinds == null) {
      kinds = InitKinds.of(trial);
    }
    return kinds;
  }

  Trial trial() {
    return trial;
  }

  private NetDesign design() {
    if (design == null) {
      design = TrialWorkload.design(trial);
    }
    return design;
  }

  /** Why there is no such network; empty if there is. */
  Optional<String> impossible() {
    return design().impossible();
  }

  /**
   * The workload for an engine.
   *
   * @throws IllegalStateException if there is no such network
   */
  Workload workload() {
    if (workload == null) {
      workload = TrialWorkload.of(trial, design());
    }
    return workload;
  }

  /** The engine that the trial names. */
  Engine engine() {
    return TrialWorkload.engine(trial);
  }
}
