package io.evenkeel.core.kernel;

/**
 * The inner loops of a trial, by the fastest means this Java VM has.
 *
 * <p>With the module {@value #MODULE} (which Spark 4.1 adds to every driver and executor by itself)
 * and the optimising compiler C2 they are vector code, 512 or 256 bits wide, if the processor has
 * such vectors. Otherwise they are plain loops, which are several times slower. (Without C2,
 * vectors would be objects, and hundreds of times slower.) The results have the same bits. The
 * choice is made once in the life of a process; the system property {@code evenkeel.kernels}, one
 * of {@code plain}, {@code vector256} and {@code vector512}, limits it.
 */
public final class Kernels {
  static final String MODULE = "jdk.incubator.vector";
  private static final String VECTOR = "io.evenkeel.core.kernel.VectorKernels";
  private static final KernelSet CHOSEN = choose();
  private static final DrawKernel DRAWS = CHOSEN.draws();
  private static final ProductKernel PRODUCTS = CHOSEN.products();
  private static final ScanKernel SCANS = CHOSEN.scans();
  private static final CombinationKernel COMBINATIONS = CHOSEN.combinations();
  private static final DotKernel DOTS = CHOSEN.dots();
  private static final RoundingKernel ROUNDING = CHOSEN.rounding();
  private static final ChoiceKernel CHOICES = CHOSEN.choices();
  private static final SumKernel SUMS = CHOSEN.sums();
  private static final NormKernel NORMS = CHOSEN.norms();
  private static final PieceKernel PIECES = CHOSEN.pieces();

  private Kernels() {}

  private static KernelSet choose() {
    if (KernelChoice.plain()
        || !optimised(System.getProperty("java.vm.info", ""))
        || ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return KernelSet.plain();
    }
    try {
      return (KernelSet) Class.forName(VECTOR).getDeclaredMethod("make").invoke(null);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("this build lacks " + VECTOR, impossible);
    }
  }

  /**
   * Whether this Java VM compiles code that runs often.
   *
   * @param vmInfo the system property {@code java.vm.info}, as in {@code mixed mode, sharing}
   */
  static boolean optimised(String vmInfo) {
    return !vmInfo.contains("interpreted mode") && !vmInfo.contains("emulated-client");
  }

  /** The name of the chosen kernels: {@code plain}, {@code vector256} or {@code vector512}. */
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

  /** Rounding to narrower formats. */
  public static RoundingKernel rounding() {
    return ROUNDING;
  }

  /** Choices by the order of numbers. */
  public static ChoiceKernel choices() {
    return CHOICES;
  }

  /** Sums of rows and of units. */
  public static SumKernel sums() {
    return SUMS;
  }

  /** Normalisations. */
  public static NormKernel norms() {
    return NORMS;
  }

  /** Functions made of pieces. */
  public static PieceKernel pieces() {
    return PIECES;
  }

  static KernelSet chosen() {
    return CHOSEN;
  }
}
