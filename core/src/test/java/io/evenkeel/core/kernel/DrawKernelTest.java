package io.evenkeel.core.kernel;

import static io.evenkeel.core.kernel.KernelArrays.PLAIN;
import static io.evenkeel.core.kernel.KernelArrays.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Draws: the bits of the plain loops, and what these say they are. */
class DrawKernelTest {
  private static final WordKey KEY = WordKey.of(0x0123456789ABCDEFL, 0x0FEDCBA987654321L);

  @ParameterizedTest
  @CsvSource({"0, 1", "16, 3", "-32, 5", "2147483640, 2", "1000000, 4096"})
  void draws(int firstPair, int groups) {
    int length = DrawKernel.GROUP * groups;
    float[] expected = new float[length + 9];
    float[] actual = new float[length + 9];
    int least = PLAIN.draws().normals(KEY, firstPair, groups, 0.3f, expected, 5);
    assertThat(Kernels.draws().normals(KEY, firstPair, groups, 0.3f, actual, 5)).isEqualTo(least);
    assertSameBits(actual, expected);
    PLAIN.draws().symmetric(KEY, firstPair, groups, 0.7f, expected, 5);
    Kernels.draws().symmetric(KEY, firstPair, groups, 0.7f, actual, 5);
    assertSameBits(actual, expected);
    PLAIN.draws().affine(KEY, firstPair, groups, -0.2f, 1.7f, expected, 5);
    Kernels.draws().affine(KEY, firstPair, groups, -0.2f, 1.7f, actual, 5);
    assertSameBits(actual, expected);
  }
}
