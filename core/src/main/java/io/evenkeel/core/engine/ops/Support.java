package io.evenkeel.core.engine.ops;

import io.evenkeel.core.arch.Activate;
import io.evenkeel.core.arch.Block;
import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.arch.Dropout;
import io.evenkeel.core.arch.Normalize;
import io.evenkeel.core.arch.Repeat;
import io.evenkeel.core.arch.Residual;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.engine.linear.DenseLayout;
import io.evenkeel.core.engine.linear.LinearMaps;
import java.util.List;
import java.util.Optional;

/** Finds blocks that an engine does not support. */
final class Support {
  private final Workload workload;
  private final LinearMaps maps;

  Support(Workload workload, LinearMaps maps) {
    this.workload = workload;
    this.maps = maps;
  }

  /** The reason of the first unsupported block; empty if all are supported. */
  Optional<String> reason() {
    return reason(workload.architecture().blocks(), workload.architecture().inputUnits());
  }

  private Optional<String> reason(List<Block> blocks, int units) {
    int current = units;
    for (Block block : blocks) {
      Optional<String> reason = block.select(new OfBlock(current));
      if (reason.isPresent()) {
        return reason;
      }
      current = block.unitsAfter(current);
    }
    return Optional.empty();
  }

  private final class OfBlock implements Block.Cases<Optional<String>> {
    private final int units;

    OfBlock(int units) {
      this.units = units;
    }

    @Override
    public Optional<String> dense(Dense block) {
      return maps.unsupported(DenseLayout.of(block, units, workload));
    }

    @Override
    public Optional<String> activate(Activate block) {
      return Optional.empty();
    }

    @Override
    public Optional<String> normalize(Normalize block) {
      return block.norm().unsupported(workload.batch(), units);
    }

    @Override
    public Optional<String> dropout(Dropout block) {
      return Optional.empty();
    }

    @Override
    public Optional<String> residual(Residual block) {
      return reason(block.branch(), units).or(() -> reason(block.exit(), units));
    }

    @Override
    public Optional<String> repeat(Repeat block) {
      return reason(block.blocks(), units);
    }
  }
}
