package io.evenkeel.core.kernel;

import java.util.List;

/**
 * Chooses the kernels of a process: vectors of 512 bits where the Java VM prefers them on this
 * processor, else of 256 bits, else plain loops.
 *
 * <p>The system property {@value #PROPERTY} sets an upper bound: {@code plain}, {@code vector256}
 * or {@code vector512}. What a machine does not have is not used, whatever the property says.
 */
final class KernelChoice {
  static final String PROPERTY = "evenkeel.kernels";
  static final String PLAIN = "plain";

  /** Widths that kernels are written for, the widest first. */
  private static final List<Integer> WIDTHS = List.of(512, 256);

  private KernelChoice() {}

  /**
   * Bits of the vectors to use, 0 for plain loops.
   *
   * @param preferred bits of the vectors that the Java VM prefers on this processor
   * @throws IllegalArgumentException if the property is neither unset nor a name of kernels
   */
  static int bits(int preferred) {
    return bits(preferred, System.getProperty(PROPERTY, ""));
  }

  /** The bits of the vectors for a value of the property, which is empty if it is not set. */
  static int bits(int preferred, String asked) {
    int most = Math.min(preferred, most(asked));
    return WIDTHS.stream().filter(width -> width <= most).findFirst().orElse(0);
  }

  /** Whether the property asks for plain loops. */
  static boolean plain() {
    return most(System.getProperty(PROPERTY, "")) == 0;
  }

  private static int most(String asked) {
    return switch (asked) {
      case "" -> Integer.MAX_VALUE;
      case PLAIN -> 0;
      case "vector256" -> 256;
      case "vector512" -> 512;
      default ->
          throw new IllegalArgumentException(
              "-D%s must be plain, vector256 or vector512, got '%s'".formatted(PROPERTY, asked));
    };
  }
}
