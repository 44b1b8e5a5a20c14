package io.evenkeel.jobs.advise;

import io.evenkeel.analysis.precision.PrecisionVerdict;

/**
 * The verdict on the advised scheme in a narrower format; if no scheme holds, the verdict on the
 * one that comes nearest.
 *
 * @param format as a sweep file spells it: {@code bf16}
 * @param verdict of networks that were computed in it, compared with the same networks in float32
 */
public record InFormat(String format, PrecisionVerdict verdict) {}
