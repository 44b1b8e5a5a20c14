package io.evenkeel.analysis.scheme;

import io.evenkeel.analysis.stability.StabilityRow;
import java.util.List;

/**
 * The verdicts of a run, from which its other tables, its page and its text for a terminal are
 * made.
 *
 * @param cells the stability table, best first
 * @param schemes best first
 */
public record CellsAndSchemes(List<StabilityRow> cells, List<SchemeRow> schemes) {}
