package io.evenkeel.jobs.advise;

import io.evenkeel.analysis.precision.PrecisionVerdict;

/**
 * What a narrower format makes of the scheme that is advised, or, if none holds, of the one that
 * comes nearest.
 *
 * @param format as a sweep file spells it: {@code bf16}
 * @param verdict of networks that were computed in it, beside the same ones in float32
 */
public record InFormat(String format, PrecisionVerdict verdict) {}
