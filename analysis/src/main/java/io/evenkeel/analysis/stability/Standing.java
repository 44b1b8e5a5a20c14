package io.evenkeel.analysis.stability;

import java.util.Optional;

/**
 * A cell's place among the cells of its sweep.
 *
 * @param rank 1 for the best; cells that cannot be told apart share one
 * @param reason why it stands there
 * @param alike what it shares its rank with, and why; empty if with none
 */
public record Standing(int rank, String reason, Optional<String> alike) {}
