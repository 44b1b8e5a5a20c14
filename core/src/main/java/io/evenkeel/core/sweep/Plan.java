package io.evenkeel.core.sweep;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.axis.IntegerRuns;
import io.evenkeel.core.engine.Cost;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongConsumer;

/**
 * Every trial of a sweep once, in an order that depends on the sweep alone: within a grid the
 * widest and deepest come first, and seeds change fastest.
 *
 * <p>No trial is stored: a trial is decoded from its place in the order when it is needed. Grids
 * that overlap are cut into boxes that do not, so that each trial occurs once.
 */
public final class Plan {
  private static final int MOST_BOXES = 100_000;
  private static final long MOST_TRIALS = 100_000_000;

  private final Sweep sweep;
  private final Vocabulary vocabulary;
  private final List<Box> boxes;

  /** The number of trials before each box; the last entry is the number of all trials. */
  private final long[] before;

  private final CellWalk cells;
  private final Prices prices = new Prices(this);
  private List<Shard> shards;

  /**
   * Some consecutive trials, which one task computes and which have one file in each table.
   *
   * @param first place of its first trial
   * @param trials how many
   * @param cost expected seconds on one core
   */
  public record Shard(long first, int trials, double cost) {}

  /**
   * Trials that differ only in their seeds.
   *
   * @param number of the cell, from 0 in the plan's order
   * @param first place of the first of them
   * @param trials how many
   * @param trial the first of them
   */
  public record Cell(long number, long first, long trials, Trial trial) {}

  /**
   * A cell with its feasibility and its cost.
   *
   * @param feasible what a trial takes, and whether it can be computed
   * @param cost of a trial
   * @param explicitSeconds expected seconds of a trial if every weight were drawn
   */
  public record PricedCell(
      Cell cell, TrialFeasibility.Answer feasible, Cost cost, double explicitSeconds) {}

  /** Receives the cells of a plan in its order. */
  @FunctionalInterface
  public interface CellVisitor {
    /** Receives one cell. */
    void visit(Cell cell);
  }

  /**
   * Plans a sweep.
   *
   * @throws SpecException if it has more than 100 million trials, or grids that overlap in too many
   *     pieces
   */
  public Plan(Sweep sweep) {
    this.sweep = sweep;
    vocabulary = new Vocabulary(sweep.heldCourses());
    for (Grid grid : sweep.grids()) {
      if (grid.size() > MOST_TRIALS) {
        throw tooMany(grid.size());
      }
    }
    boxes = disjoint(vocabulary.boxes(sweep.grids()));
    before = new long[boxes.size() + 1];
    for (int i = 0; i < boxes.size(); i++) {
      before[i + 1] = before[i] + boxes.get(i).size();
    }
    if (trials() > MOST_TRIALS) {
      throw tooMany(trials());
    }
    cells = new CellWalk(boxes, vocabulary);
  }

  /**
   * The plan of a canonical text.
   *
   * @throws SpecException as {@link Sweep#parse} and the constructor
   */
  public static Plan fromCanonical(String text) {
    return new Plan(Sweep.parse(text));
  }

  private static SpecException tooMany(long trials) {
    return new SpecException(
        "a sweep must have at most %s trials, got %s".formatted(MOST_TRIALS, trials));
  }

  private static List<Box> disjoint(List<Box> overlapping) {
    List<Box> disjoint = new ArrayList<>();
    for (Box box : overlapping) {
      List<Box> pieces = List.of(box);
      for (Box taken : disjoint) {
        pieces = pieces.stream().flatMap(piece -> piece.minus(taken).stream()).toList();
        if (disjoint.size() + pieces.size() > MOST_BOXES) {
          throw new SpecException("grids overlap in more than %s pieces".formatted(MOST_BOXES));
        }
      }
      disjoint.addAll(pieces);
    }
    return disjoint;
  }

  /** What is planned. */
  public Sweep sweep() {
    return sweep;
  }

  /** Name of the sweep. */
  public String name() {
    return sweep.name();
  }

  /** Text from which {@link #fromCanonical} makes the same plan. */
  public String canonicalText() {
    return sweep.canonicalText();
  }

  /** SHA-256 of {@link #canonicalText}, 64 hexadecimal digits. */
  public String hash() {
    return Sha256.hex(canonicalText().getBytes(StandardCharsets.UTF_8));
  }

  /** Number of different trials. */
  public long trials() {
    return before[boxes.size()];
  }

  /** How many trials of the grids occur before in the same or another grid. */
  public long repeated() {
    return sweep.grids().stream().mapToLong(Grid::size).sum() - trials();
  }

  /**
   * The trial at a place.
   *
   * @throws IndexOutOfBoundsException unless {@code 0 <= place < trials()}
   */
  public Trial trialAt(long place) {
    if (place < 0 || place >= trials()) {
      throw new IndexOutOfBoundsException("trial %s of %s".formatted(place, trials()));
    }
    int box = boxOf(place);
    return vocabulary.trial(boxes.get(box).point(place - before[box]));
  }

  private int boxOf(long place) {
    int found = Arrays.binarySearch(before, place);
    return found >= 0 ? found : -found - 2;
  }

  /**
   * The seeds of the cell to which the trial at a place belongs, in ascending order; its trials
   * have consecutive places in this order.
   */
  IntegerRuns seedsAt(long place) {
    return boxes.get(boxOf(place)).lastSide();
  }

  /** What a trial of this plan takes, and whether it can be computed. */
  public TrialFeasibility.Answer feasibility(Trial trial) {
    return TrialFeasibility.of(trial, sweep.trialMemory());
  }

  /** Passes every cell to a visitor, in order; no cell is stored. */
  public void forEachCell(CellVisitor visitor) {
    forEachCell(0, 1, visitor);
  }

  /**
   * Passes the cells of one of several parts to a visitor, in order; together the parts have every
   * cell once. Several parts may be visited at the same time.
   *
   * @param part from 0
   * @param parts at least 1
   */
  public void forEachCell(int part, int parts, CellVisitor visitor) {
    cells.show(part, parts, (cell, point, net) -> visitor.visit(cell));
  }

  /** Passes the cells of one of several parts to a visitor, with their feasibility and cost. */
  public void forEachPricedCell(int part, int parts, Consumer<PricedCell> visitor) {
    Pricing pricing = new Pricing(sweep.trialMemory(), vocabulary);
    cells.show(
        part,
        parts,
        (cell, point, net) -> {
          Pricing.Price price = pricing.of(point, net);
          prices.keep(cell.number(), price.cost().seconds());
          visitor.accept(
              new PricedCell(cell, price.feasible(), price.cost(), price.explicitSeconds()));
        });
  }

  /** Receives the number of a cell and the expected seconds of one of its trials. */
  interface CostVisitor {
    void visit(long cell, DoubleSupplier seconds);
  }

  /**
   * Passes the cells of one of several parts to a visitor, with the expected seconds of a trial.
   */
  void forEachCost(int part, int parts, CostVisitor visitor) {
    Pricing pricing = new Pricing(sweep.trialMemory(), vocabulary);
    cells.show(
        part,
        parts,
        (cell, point, net) -> visitor.visit(cell.number(), () -> pricing.seconds(point, net)));
  }

  /** Number of cells. */
  public long cells() {
    return cells.count();
  }

  /** Passes on the number of trials of every cell, in order. */
  void forEachSize(LongConsumer trials) {
    cells.sizes(trials);
  }

  /** Expected seconds of a trial of each cell; empty if there are too many cells. */
  double[] prices() {
    return prices.takeAll();
  }

  /** Number of shards, at most 20,000. */
  public int shards() {
    return allShards().size();
  }

  /**
   * A shard by number.
   *
   * @throws IndexOutOfBoundsException unless {@code 0 <= number < shards()}
   */
  public Shard shard(int number) {
    return allShards().get(number);
  }

  private synchronized List<Shard> allShards() {
    if (shards == null) {
      shards = new Sharding(this, IntegerRuns.range(0, trials() - 1)).shards();
    }
    return shards;
  }
}
