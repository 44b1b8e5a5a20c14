package io.evenkeel.core.random;

/** A counter-based random stream: every draw is a pure function of (seed, role, layer, index). */
public final class RandomStream {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private final long key;

  private RandomStream(long key) {
    this.key = key;
  }

  /** The stream of that seed, role and layer. */
  public static RandomStream of(long seed, Role role, int layer) {
    return new RandomStream(mix(mix(mix(seed) + role.code()) + layer));
  }

  /** The 64 random bits at {@code index}. */
  public long bits(long index) {
    return mix(key + index * GOLDEN);
  }

  /** Uniform on [0, 1) with 24 bits. */
  public float uniform(long index) {
    return (bits(index) >>> 40) * 0x1p-24f;
  }

  /** Standard normal. */
  public float normal(long index) {
    double u = ((bits(2 * index) >>> 11) + 1) * 0x1p-53;
    double v = (bits(2 * index + 1) >>> 11) * 0x1p-53;
    return (float) (Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v));
  }

  /** Uniforms of {@code length} consecutive indices. */
  public void fillUniform(long firstIndex, float[] out, int offset, int length) {
    for (int i = 0; i < length; i++) {
      out[offset + i] = uniform(firstIndex + i);
    }
  }

  /** Normals of {@code length} consecutive indices. */
  public void fillNormal(long firstIndex, float[] out, int offset, int length) {
    for (int i = 0; i < length; i++) {
      out[offset + i] = normal(firstIndex + i);
    }
  }

  private static long mix(long x) {
    long z = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
