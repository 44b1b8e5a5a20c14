package io.evenkeel.analysis.theory;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.arch.BlockScheme;
import io.evenkeel.core.arch.BlockSchemes;
import io.evenkeel.core.arch.NetDesign;
import io.evenkeel.core.arch.NormSchemes;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Initializers;
import java.util.List;
import java.util.Optional;

/** The network that the columns of a cell describe. */
public final class CellDesign {
  private static final String NONE = "none";

  private CellDesign() {}

  /** The network; empty for names of another version of Evenkeel. */
  public static Optional<NetDesign> of(Cell cell) {
    try {
      return Optional.of(
          new NetDesign(
              cell.inputWidth(),
              cell.width(),
              cell.depth(),
              hidden(cell),
              cell.readoutWidth(),
              Activations.CATALOG.create(Spec.parse(cell.activation())),
              Initializers.CATALOG.create(Spec.parse(cell.init())),
              optional(cell, "first_init"),
              optional(cell, "bias"),
              BlockSchemes.CATALOG.create(Spec.parse(cell.block())),
              cell.get("norm").equals(NONE)
                  ? Optional.empty()
                  : Optional.of(NormSchemes.CATALOG.create(spec(cell, "norm"))),
              (Double) cell.get("dropout")));
    } catch (SpecException e) { // names of another version of Evenkeel
      return Optional.empty();
    }
  }

  private static Optional<Initializer> optional(Cell cell, String column) {
    return cell.get(column).equals(NONE)
        ? Optional.empty()
        : Optional.of(Initializers.CATALOG.create(spec(cell, column)));
  }

  /** Units of each hidden layer where they differ. */
  private static List<Integer> hidden(Cell cell) {
    List<Integer> shape = cell.shape();
    return shape.isEmpty() ? shape : shape.subList(1, shape.size());
  }

  private static Spec spec(Cell cell, String column) {
    return Spec.parse((String) cell.get(column));
  }

  /**
   * How layers are joined, without the law of their weights: a block scheme with its factors as
   * numbers and without gains. Schemes that expand to the same factors have the same text.
   */
  public static String structure(Cell cell) {
    if (cell.blocks() == 0) {
      return cell.block();
    }
    Optional<NetDesign> design = of(cell);
    if (design.isEmpty()) {
      return cell.block();
    }
    BlockScheme block = design.get().block();
    int blocks = design.get().blocks();
    return block.residual()
        ? "residual %s %s %s %s"
            .formatted(
                block.branch(), block.order(), block.skip().in(blocks), block.scale().in(blocks))
        : "plain";
  }
}
