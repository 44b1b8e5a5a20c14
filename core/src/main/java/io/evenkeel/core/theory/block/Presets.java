package io.evenkeel.core.theory.block;

/** Constants of published initialisations of residual networks. */
final class Presets {
  private Presets() {}

  /**
   * The factor of the stream in DeepNorm, alpha = (2 N)^(1/4), for N layers of two sub-layers each.
   * H. Wang et al., "DeepNet: Scaling Transformers to 1,000 Layers" (2022), encoder-only case.
   */
  public static double deepNormAlpha(int layers) {
    return StrictMath.pow(2.0 * layers, 0.25);
  }

  /** The factor of the weights in DeepNorm, beta = (8 N)^(-1/4). */
  public static double deepNormBeta(int layers) {
    return StrictMath.pow(8.0 * layers, -0.25);
  }

  /**
   * The factor in Fixup of all matrices of a branch but the last, L^(-1 / (2 m - 2)), for L
   * branches of m matrices; the last is 0. H. Zhang, Y. N. Dauphin, T. Ma, ICLR 2019.
   *
   * @param matrices m, at least 2
   */
  public static double fixup(int branches, int matrices) {
    return StrictMath.pow(branches, -1.0 / (2 * matrices - 2));
  }
}
