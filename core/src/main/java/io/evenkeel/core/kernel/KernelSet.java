package io.evenkeel.core.kernel;

/** One implementation of every kernel. */
public interface KernelSet {
  /** A word for it: {@code plain} or {@code vector}. */
  String name();

  DrawKernel draws();

  ProductKernel products();

  ScanKernel scans();

  CombinationKernel combinations();

  DotKernel dots();
}
