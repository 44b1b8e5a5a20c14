package io.evenkeel.core.sweep;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.axis.IntegerRuns;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Some trials of a plan, in the plan's order, cut into shards of their own: the trials that an
 * edited sweep adds to those that were planned before.
 */
public final class PlanPart {
  private final Plan plan;
  private final IntegerRuns places;
  private List<Plan.Shard> shards;

  /**
   * @param places of its trials in the plan
   * @throws SpecException if one is not a place of the plan
   */
  public PlanPart(Plan plan, IntegerRuns places) {
    if (!places.isEmpty() && (places.get(0) < 0 || places.rank(plan.trials()) < places.size())) {
      throw new SpecException(
          "places must be from 0 to %s, got %s".formatted(plan.trials() - 1, places.text()));
    }
    this.plan = plan;
    this.places = places;
  }

  /** All trials of a plan. */
  public static PlanPart whole(Plan plan) {
    return new PlanPart(
        plan, plan.trials() == 0 ? IntegerRuns.EMPTY : IntegerRuns.range(0, plan.trials() - 1));
  }

  /** The plan of which this is a part. */
  public Plan plan() {
    return plan;
  }

  /** Places of its trials in the plan. */
  public IntegerRuns places() {
    return places;
  }

  /** Whether it consists of every trial of the plan. */
  public boolean whole() {
    return trials() == plan.trials();
  }

  /** Number of trials. */
  public long trials() {
    return places.size();
  }

  /**
   * A trial by number.
   *
   * @throws IndexOutOfBoundsException unless {@code 0 <= index < trials()}
   */
  public Trial trialAt(long index) {
    return plan.trialAt(places.get(index));
  }

  /** Its shards; {@link Plan.Shard#first} counts the trials of this part. */
  public synchronized List<Plan.Shard> shards() {
    if (shards == null) {
      shards =
          whole()
              ? IntStream.range(0, plan.shards()).mapToObj(plan::shard).toList()
              : new Sharding(plan, places).shards();
    }
    return shards;
  }

  /**
   * Identity of the part as the content of numbered shards, 64 hexadecimal digits. A whole plan
   * whose shards count from 0 has {@link Plan#hash}; else it is the SHA-256 of the plan's canonical
   * text, {@code first_shard} with its number and {@code places} with their text, a line each.
   *
   * @param firstShard number of its first shard in its directory
   */
  public String hash(int firstShard) {
    if (whole() && firstShard == 0) {
      return plan.hash();
    }
    String text =
        "%s\nfirst_shard %s\nplaces %s".formatted(plan.canonicalText(), firstShard, places.text());
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
  }
}
