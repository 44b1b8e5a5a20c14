package io.evenkeel.core.kernel;

/**
 * The inner loops of a trial, by the fastest means this Java VM has.
 *
 * <p>With the module {@value #MODULE} (which Spark 4.1 adds to every driver and executor by
 * itself), vectors of 256 bits or more, and the optimising compiler C2 they are vector code; else
 * plain loops, several times slower. (Without C2 vectors would be objects, and hundreds of times
 * slower.) The results are the same bits. The system property {@value #CHOICE} set to {@code plain}
 * asks for plain loops.
 */
public final class Kernels {
  static final String MODULE = "jdk.incubator.vector";
  static final String CHOICE = "evenkeel.kernels";
  private static final String VECTOR = "io.evenkeel.core.kernel.vector.VectorKernels";
  private static final KernelSet CHOSEN = choose();
  private static final DrawKernel DRAWS = CHOSEN.draws();
  private static final ProductKernel PRODUCTS = CHOSEN.products();
  private static final ScanKernel SCANS = CHOSEN.scans();
  private static final CombinationKernel COMBINATIONS = CHOSEN.combinations();
  private static final DotKernel DOTS = CHOSEN.dots();

  private Kernels() {}

  private static KernelSet choose() {
    boolean plain = "plain".equals(System.getProperty(CHOICE));
    if (plain
        || !optimised(System.getProperty("java.vm.info", ""))
        || ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return KernelSet.plain();
    }
    try {
      Class<?> vector = Class.forName(VECTOR);
      return (boolean) vector.getMethod("wideEnough").invoke(null)
          ? (KernelSet) vector.getMethod("make").invoke(null)
          : KernelSet.plain();
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("this build lacks " + VECTOR, impossible);
    }
  }

  /**
   * Whether this Java VM optimises what runs often.
   *
   * @param vmInfo the system property {@code java.vm.info}, as in {@code mixed mode, sharing}
   */
  static boolean optimised(String vmInfo) {
    return !vmInfo.contains("interpreted mode") && !vmInfo.contains("emulated-client");
  }

  /** What was chosen: {@code plain} or {@code vector}. */
  public static String name() {
    return CHOSEN.name();
  }

  /** Draws. */
  public static DrawKernel draws() {
    return DRAWS;
  }

  /** Products. */
  public static ProductKernel products() {
    return PRODUCTS;
  }

  /** Scans and conversions. */
  public static ScanKernel scans() {
    return SCANS;
  }

  /** Linear combinations of rows. */
  public static CombinationKernel combinations() {
    return COMBINATIONS;
  }

  /** Scalar products of rows. */
  public static DotKernel dots() {
    return DOTS;
  }
}
