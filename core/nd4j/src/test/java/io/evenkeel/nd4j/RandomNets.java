package io.evenkeel.nd4j;

import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.arch.Activate;
import io.evenkeel.core.arch.Architecture;
import io.evenkeel.core.arch.Block;
import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.arch.Dropout;
import io.evenkeel.core.arch.Normalize;
import io.evenkeel.core.arch.Repeat;
import io.evenkeel.core.arch.Residual;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.norm.BatchNorm;
import io.evenkeel.core.norm.LayerNorm;
import io.evenkeel.core.norm.Norm;
import io.evenkeel.core.norm.RmsNorm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Random networks of all kinds of blocks, a pure function of a seed. */
final class RandomNets {
  private static final List<String> INITS =
      List.of(
          "xavier_normal",
          "xavier_uniform",
          "kaiming_normal",
          "lecun_uniform",
          "orthogonal",
          "trunc_normal(std=0.2)",
          "sparse(sparsity=0.5,std=0.4)",
          "constant(val=0.1)");

  private final SplittableRandom random;

  private RandomNets(long seed) {
    random = new SplittableRandom(seed);
  }

  /** The workload of a seed. */
  static Workload of(long seed) {
    RandomNets nets = new RandomNets(seed);
    // More rows than units now and then, and more than the 16 rows whose pairs stand for all.
    int batch = 4 + nets.random.nextInt(28);
    int units = 2 + nets.random.nextInt(24);
    List<Block> blocks = new ArrayList<>();
    int current = units;
    int parts = 1 + nets.random.nextInt(3);
    for (int i = 0; i < parts; i++) {
      List<Block> part = nets.part(current, 0);
      blocks.addAll(part);
      for (Block block : part) {
        current = block.unitsAfter(current);
      }
    }
    blocks.add(nets.dense(1 + nets.random.nextInt(12)));
    boolean backward = nets.random.nextInt(6) > 0;
    return new Workload(new Architecture(units, blocks), batch, backward);
  }

  /** A few blocks in a row. */
  private List<Block> part(int units, int depth) {
    List<Block> blocks = new ArrayList<>();
    switch (random.nextInt(depth < 2 ? 5 : 3)) {
      case 0 -> blocks.add(dense(2 + random.nextInt(24)));
      case 1 -> {
        blocks.add(dense(2 + random.nextInt(24)));
        if (random.nextBoolean()) {
          blocks.add(new Normalize(norm()));
        }
        blocks.add(activate());
        if (random.nextInt(3) == 0) {
          blocks.add(dropout());
        }
      }
      case 2 -> {
        blocks.add(random.nextBoolean() ? new Normalize(norm()) : activate());
        blocks.add(random.nextInt(3) == 0 ? dropout() : dense(2 + random.nextInt(24)));
      }
      case 3 -> blocks.add(new Repeat(random.nextInt(4), keeping(units, depth + 1)));
      default -> blocks.add(residual(units, depth));
    }
    return blocks;
  }

  private Residual residual(int units, int depth) {
    List<Block> branch = random.nextInt(8) == 0 ? List.of() : keeping(units, depth + 1);
    List<Block> exit = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      exit.add(random.nextBoolean() ? activate() : new Normalize(norm()));
    }
    double skip = random.nextInt(4) == 0 ? random.nextDouble(-1, 2) : 1;
    double scale = random.nextInt(8) == 0 ? 0 : random.nextDouble(-1, 1.5);
    return new Residual(skip, scale, branch, exit);
  }

  /** Blocks that give as many units as they take. */
  private List<Block> keeping(int units, int depth) {
    List<Block> blocks = new ArrayList<>(part(units, depth));
    blocks.add(dense(units));
    if (random.nextBoolean()) {
      blocks.add(activate());
    }
    return blocks;
  }

  private Dense dense(int units) {
    Optional<Initializer> bias =
        random.nextBoolean() ? Optional.of(init("normal(std=0.3)")) : Optional.empty();
    double gain = random.nextInt(3) == 0 ? random.nextDouble(0.5, 1.5) : 1;
    return new Dense(units, init(INITS.get(random.nextInt(INITS.size()))), bias, gain);
  }

  private static Initializer init(String text) {
    return Initializers.CATALOG.create(Spec.parse(text));
  }

  private Activate activate() {
    var entries = Activations.CATALOG.entries();
    String name = entries.get(random.nextInt(entries.size())).name();
    String text =
        switch (name) {
          case "threshold" -> "threshold(threshold=0.3,value=0.2)";
          case "expr" -> "expr(\"where(x>0.2,x,0.1*sin(3*x))+exp(-abs(x))\")";
          default -> name;
        };
    return new Activate(Activations.CATALOG.create(Spec.parse(text)));
  }

  private Norm norm() {
    return switch (random.nextInt(3)) {
      case 0 -> new LayerNorm(1e-5);
      case 1 -> new BatchNorm(1e-5);
      default -> new RmsNorm(RmsNorm.DEFAULT_EPS);
    };
  }

  private Dropout dropout() {
    return new Dropout(random.nextDouble(0.05, 0.6));
  }
}
