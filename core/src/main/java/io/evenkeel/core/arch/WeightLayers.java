package io.evenkeel.core.arch;

import java.util.ArrayList;
import java.util.List;

/** The weight layers of a network. */
public final class WeightLayers {
  /**
   * A weight layer and its number of inputs.
   *
   * @param block the layer
   * @param inputs units that feed it
   */
  public record WeightLayer(Dense block, int inputs) {}

  private final List<WeightLayer> found = new ArrayList<>();
  private final boolean everyOne;

  private WeightLayers(boolean everyOne) {
    this.everyOne = everyOne;
  }

  /** The weight layers of a network, in order; a repeated part is listed once. */
  public static List<WeightLayer> of(Architecture architecture) {
    return found(architecture, false);
  }

  /**
   * Every weight layer of a network, by its number. A repeated part gives the same objects each
   * time.
   */
  public static List<WeightLayer> all(Architecture architecture) {
    return found(architecture, true);
  }

  private static List<WeightLayer> found(Architecture architecture, boolean everyOne) {
    WeightLayers layers = new WeightLayers(everyOne);
    layers.add(architecture.blocks(), architecture.inputUnits());
    return List.copyOf(layers.found);
  }

  private void add(List<Block> blocks, int units) {
    int current = units;
    for (Block block : blocks) {
      block.select(new Add(current));
      current = block.unitsAfter(current);
    }
  }

  private final class Add implements Block.Cases<Void> {
    private final int units;

    Add(int units) {
      this.units = units;
    }

    @Override
    public Void dense(Dense block) {
      found.add(new WeightLayer(block, units));
      return null;
    }

    @Override
    public Void activate(Activate block) {
      return null;
    }

    @Override
    public Void normalize(Normalize block) {
      return null;
    }

    @Override
    public Void dropout(Dropout block) {
      return null;
    }

    @Override
    public Void residual(Residual block) {
      add(block.branch(), units);
      add(block.exit(), units);
      return null;
    }

    @Override
    public Void repeat(Repeat block) {
      if (block.times() > 0) {
        int from = found.size();
        add(block.blocks(), units);
        if (everyOne) {
          List<WeightLayer> once = List.copyOf(found.subList(from, found.size()));
          for (int i = 1; i < block.times(); i++) {
            found.addAll(once);
          }
        }
      }
      return null;
    }
  }
}
