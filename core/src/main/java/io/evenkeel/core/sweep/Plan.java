package io.evenkeel.core.sweep;

import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Tanh;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.loss.LossAtOutput;
import io.evenkeel.core.loss.OutputLoss;
import io.evenkeel.core.random.RandomStream;
import java.util.Optional;

public final class Plan {
  private final String text;
  private final int depth;
  private final int trials;
  private final int size;
  private final int spin;

  public record Shard(long first, int trials, double cost) {}

  private Plan(String text) {
    this.text = text;
    String[] l = text.split("\n", -1);
    depth = Integer.parseInt(l[1].split(" ", -1)[1]);
    trials = Integer.parseInt(l[2].split(" ", -1)[1]);
    size = Integer.parseInt(l[3].split(" ", -1)[1]);
    spin = Integer.parseInt(l[4].split(" ", -1)[1]);
  }

  public static Plan fromCanonical(String text) {
    return new Plan(text);
  }

  public String canonicalText() {
    return text;
  }

  public String name() {
    return text.split("\n", -1)[0];
  }

  public String hash() {
    return "%064x".formatted(text.hashCode() & 0xffffffffL);
  }

  public long trials() {
    return trials;
  }

  public int shards() {
    return (trials + size - 1) / size;
  }

  public Shard shard(int i) {
    return new Shard((long) i * size, Math.min(size, trials - i * size), size * (double) depth);
  }

  public Trial trialAt(long p) {
    return new Trial(
        depth,
        spin,
        4,
        8,
        0,
        new Tanh(),
        new Scheme("ones"),
        Optional.empty(),
        InputKind.GAUSSIAN,
        new Loss("mse"),
        EngineKind.EXPLICIT,
        true,
        p);
  }

  private record Scheme(String name) implements Initializer {
    @Override
    public Spec spec() {
      return Spec.of(name);
    }

    @Override
    public void fill(RandomStream stream, int fanOut, int fanIn, float[] weights) {
      java.util.Arrays.fill(weights, 0, fanOut * fanIn, 1f);
    }

    @Override
    public double mean(int fanOut, int fanIn) {
      return 1;
    }

    @Override
    public double variance(int fanOut, int fanIn) {
      return 0;
    }
  }

  private record Loss(String name) implements OutputLoss {
    @Override
    public Spec spec() {
      return Spec.of(name);
    }

    @Override
    public LossAtOutput evaluate(
        float[] output, int batch, int units, RandomStream t, RandomStream c, double[] gradient) {
      return new LossAtOutput(0, 0, 0, 0, 0);
    }
  }
}
