package io.evenkeel.core.random;

/** Placeholder signature; see the random package's owner. */
public final class RandomStream {
  private RandomStream() {}

  public static RandomStream of(long seed, Role role, int layer) {
    throw new IllegalStateException();
  }

  public long bits(long index) {
    throw new IllegalStateException();
  }

  public float uniform(long index) {
    throw new IllegalStateException();
  }

  public float normal(long index) {
    throw new IllegalStateException();
  }

  public void fillUniform(long firstIndex, float[] out, int offset, int length) {
    throw new IllegalStateException();
  }

  public void fillNormal(long firstIndex, float[] out, int offset, int length) {
    throw new IllegalStateException();
  }
}
