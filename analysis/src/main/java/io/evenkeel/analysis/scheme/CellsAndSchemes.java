package io.evenkeel.analysis.scheme;

import io.evenkeel.analysis.stability.StabilityRow;
import java.util.List;

/**
 * The verdicts of a run: what its other tables, its page and its lines in a terminal are made from.
 *
 * @param cells the stability table, best first
 * @param schemes best first
 */
public record CellsAndSchemes(List<StabilityRow> cells, List<SchemeRow> schemes) {}
