package io.evenkeel.core.stats;

/**
 * Sums over all values of a batch {@code [rows][units]}, and the cosines of its rows; in float64,
 * NaN or infinite if a value is.
 *
 * @param sum of all values
 * @param squares sum of the squares of all values
 * @param meanRowCosine mean cosine between the rows, see {@link RowCosine}
 * @param meanRowCosineMagnitude mean magnitude of the cosine between rows that are not zero, see
 *     {@link RowCosine#magnitudeOfGram}
 */
public record BatchSums(
    double sum, double squares, double meanRowCosine, double meanRowCosineMagnitude) {}
