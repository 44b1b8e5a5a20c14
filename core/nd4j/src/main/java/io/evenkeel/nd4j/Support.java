package io.evenkeel.nd4j;

import io.evenkeel.core.arch.Activate;
import io.evenkeel.core.arch.Block;
import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.arch.Dropout;
import io.evenkeel.core.arch.Normalize;
import io.evenkeel.core.arch.Repeat;
import io.evenkeel.core.arch.Residual;
import java.util.List;
import java.util.Optional;

/** Which blocks this engine cannot carry out. */
enum Support implements Block.Cases<Optional<String>> {
  INSTANCE;

  /** The first reason that is found. */
  static Optional<String> reason(List<Block> blocks) {
    for (Block block : blocks) {
      Optional<String> reason = block.select(INSTANCE);
      if (reason.isPresent()) {
        return reason;
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<String> dense(Dense block) {
    return Optional.empty();
  }

  @Override
  public Optional<String> activate(Activate block) {
    return Curves.knows(block.activation())
        ? Optional.empty()
        : Optional.of("engine nd4j has no formula of " + block.activation().spec());
  }

  @Override
  public Optional<String> normalize(Normalize block) {
    return NormGroups.knows(block.norm())
        ? Optional.empty()
        : Optional.of("engine nd4j has no formula of " + block.norm().spec());
  }

  @Override
  public Optional<String> dropout(Dropout block) {
    return Optional.empty();
  }

  @Override
  public Optional<String> residual(Residual block) {
    return reason(block.branch()).or(() -> reason(block.exit()));
  }

  @Override
  public Optional<String> repeat(Repeat block) {
    return reason(block.blocks());
  }
}
