package io.evenkeel.core.arch;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.init.Initializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network as a value: the units of its input, and blocks in the order in which a signal meets
 * them.
 *
 * <p>Weight layers ({@link Dense}) are numbered from 0 in that order, the branch of a residual
 * block before its exit. The number selects the random streams, so a layer's draws depend on its
 * place alone.
 *
 * @param inputUnits units of the input, at least 1
 * @param blocks at least one weight layer among them
 */
public record Architecture(int inputUnits, List<Block> blocks) {
  /**
   * Copies {@code blocks}.
   *
   * @throws SpecException if blocks do not fit each other, or there is no weight layer
   */
  public Architecture {
    if (inputUnits < 1) {
      throw new SpecException("a layer's width must be at least 1, got " + inputUnits);
    }
    blocks = List.copyOf(blocks);
    unitsAfter(blocks, inputUnits);
    if (Extent.of(blocks).layers() == 0) {
      throw new SpecException("a network needs at least 1 layer");
    }
  }

  /**
   * A plain net: hidden layers of one width, each with its activation, and a linear readout.
   *
   * @param depth hidden layers, at least 1
   * @param readoutWidth units of the readout; 0 for none
   */
  public static Architecture plain(
      int inputWidth,
      int width,
      int depth,
      int readoutWidth,
      Activation activation,
      Initializer init,
      Optional<Initializer> bias) {
    List<Block> layer = List.of(new Dense(width, init, bias), new Activate(activation));
    List<Block> blocks = new ArrayList<>(layer);
    blocks.add(new Repeat(depth - 1, layer));
    if (readoutWidth > 0) {
      blocks.add(new Dense(readoutWidth, init, bias));
    }
    return new Architecture(inputWidth, blocks);
  }

  /** Units of the output. */
  public int outputUnits() {
    return unitsAfter(blocks, inputUnits);
  }

  /** Number of weight layers. */
  public int layers() {
    return Extent.of(blocks).layers();
  }

  static int unitsAfter(List<Block> blocks, int units) {
    int after = units;
    for (Block block : blocks) {
      after = block.unitsAfter(after);
    }
    return after;
  }
}
