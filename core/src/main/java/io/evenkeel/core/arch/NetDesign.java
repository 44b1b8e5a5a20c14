package io.evenkeel.core.arch;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.arch.NormScheme.Place;
import io.evenkeel.core.init.FormulaInit;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.NetSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network as a sweep describes it, and the {@link Architecture} that this description means.
 *
 * <ul>
 *   <li>A plain net has {@code depth} weight layers. Each is followed by its activation, dropout
 *       and, if there is one, a norm before or after the activation.
 *   <li>A residual net begins with a linear stem: a weight layer without activation. Blocks of
 *       {@link BlockScheme#branch} weight layers follow.
 *   <li>In both, a last linear layer follows if {@code readoutWidth} is not 0.
 * </ul>
 *
 * <p>Dropout follows every activation of a plain net or of a branch, not the activation behind the
 * sum of {@link Order#POSTACT}. A norm {@code before_activation} takes the output of every weight
 * layer of a plain net or of a branch, also of a branch's last one, whose activation, if any, is
 * behind the sum.
 *
 * @param inputWidth units of the input, at least 1
 * @param width units of each hidden layer, at least 1
 * @param depth hidden weight layers, at least 1, the stem included
 * @param shape units of each hidden layer where they differ; empty if all have {@code width}
 * @param readoutWidth units of a last linear layer; 0 for none
 * @param activation phi
 * @param init scheme of the weights
 * @param firstInit scheme of the first layer's weights; empty if it is {@code init}
 * @param bias scheme of the biases; empty for none
 * @param block how layers are joined
 * @param norm empty for none
 * @param dropout probability of a zero, in [0, 1)
 */
public record NetDesign(
    int inputWidth,
    int width,
    int depth,
    List<Integer> shape,
    int readoutWidth,
    Activation activation,
    Initializer init,
    Optional<Initializer> firstInit,
    Optional<Initializer> bias,
    BlockScheme block,
    Optional<NormScheme> norm,
    double dropout) {

  /** Copies {@code shape}; gives schemes with formulas the network's sizes. */
  public NetDesign {
    shape = List.copyOf(shape);
    NetSize size = new NetSize(depth, width, blocks(block, depth));
    init = FormulaInit.in(init, size);
    firstInit = firstInit.map(scheme -> FormulaInit.in(scheme, size));
    bias = bias.map(scheme -> FormulaInit.in(scheme, size));
  }

  /** The sizes of the layers and of a batch. */
  public MlpShape sizes(int batch) {
    return shape.isEmpty()
        ? MlpShape.of(batch, inputWidth, width, depth, readoutWidth)
        : MlpShape.of(batch, inputWidth, shape, readoutWidth);
  }

  /** Number of residual blocks; 0 in a plain net. */
  public int blocks() {
    return blocks(block, depth);
  }

  private static int blocks(BlockScheme block, int depth) {
    return block.residual() ? (depth - 1) / block.branch() : 0;
  }

  /** Why there is no such network, on one line; empty if there is. */
  public Optional<String> impossible() {
    return block.residual() ? impossibleResidual() : impossiblePlain();
  }

  private Optional<String> impossiblePlain() {
    return norm.filter(scheme -> ofResidualNets(scheme.place()))
        .map(
            scheme ->
                "a plain net has no norm at place %s: that belongs to residual blocks"
                    .formatted(scheme.place().text()));
  }

  private static boolean ofResidualNets(Place place) {
    return place == Place.BRANCH || place == Place.STREAM;
  }

  private Optional<String> impossibleResidual() {
    String name = block.spec().name();
    if ((depth - 1) % block.branch() != 0) {
      return Optional.of(
          "depth %s less 1 for the stem does not divide into blocks of %s layers"
              .formatted(depth, block.branch()));
    }
    if (shape.stream().distinct().count() > 1) {
      return Optional.of(
          "block %s needs hidden layers of one width, got %s".formatted(name, shape));
    }
    return Optional.empty();
  }

  private boolean has(Place place) {
    return norm.filter(scheme -> scheme.place() == place).isPresent();
  }

  /**
   * The network.
   *
   * @throws IllegalStateException if it is {@link #impossible}
   */
  public Architecture architecture() {
    Optional<String> impossible = impossible();
    if (impossible.isPresent()) {
      throw new IllegalStateException(impossible.get());
    }
    List<Block> blocks = block.residual() ? residual() : plain();
    if (readoutWidth > 0) {
      blocks.add(new Dense(readoutWidth, init, bias));
    }
    return new Architecture(inputWidth, blocks);
  }

  private List<Block> plain() {
    List<Block> blocks = new ArrayList<>();
    if (shape.isEmpty()) {
      blocks.addAll(layer(new Dense(width, firstInit.orElse(init), bias), true));
      blocks.add(new Repeat(depth - 1, layer(new Dense(width, init, bias), true)));
      return blocks;
    }
    for (int i = 0; i < depth; i++) {
      Initializer scheme = i == 0 ? firstInit.orElse(init) : init;
      blocks.addAll(layer(new Dense(shape.get(i), scheme, bias), true));
    }
    return blocks;
  }

  private List<Block> residual() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Dense(width, firstInit.orElse(init), bias));
    Residual one =
        new Residual(block.skip().in(blocks()), block.scale().in(blocks()), branch(), exit());
    blocks.add(new Repeat(blocks(), List.of(one)));
    if (has(Place.BRANCH)) {
      blocks.add(new Normalize(norm.orElseThrow().norm()));
    }
    return blocks;
  }

  private List<Block> branch() {
    List<Block> blocks = new ArrayList<>();
    if (has(Place.BRANCH)) {
      blocks.add(new Normalize(norm.orElseThrow().norm()));
    }
    if (block.order() == Order.PREACT) {
      blocks.addAll(activated());
    }
    double gain = block.gain().in(blocks());
    double last = gain * block.gainLast().in(blocks());
    boolean one = block.branch() == 1;
    if (!one) {
      blocks.addAll(layer(new Dense(width, init, bias, gain), true));
    }
    blocks.addAll(layer(new Dense(width, init, bias, last), one && block.order() == Order.FFN));
    return blocks;
  }

  private List<Block> exit() {
    List<Block> blocks = new ArrayList<>();
    if (block.order() == Order.POSTACT) {
      blocks.add(new Activate(activation));
    }
    if (has(Place.STREAM)) {
      blocks.add(new Normalize(norm.orElseThrow().norm()));
    }
    return blocks;
  }

  private List<Block> layer(Dense dense, boolean activated) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(dense);
    if (has(Place.BEFORE_ACTIVATION)) {
      blocks.add(new Normalize(norm.orElseThrow().norm()));
    }
    if (activated) {
      blocks.addAll(activated());
    }
    return blocks;
  }

  private List<Block> activated() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Activate(activation));
    if (dropout > 0) {
      blocks.add(new Dropout(dropout));
    }
    if (has(Place.AFTER_ACTIVATION)) {
      blocks.add(new Normalize(norm.orElseThrow().norm()));
    }
    return blocks;
  }
}
