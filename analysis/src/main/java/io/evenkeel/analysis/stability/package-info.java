/**
 * Cells with their verdicts, ranked beside those of the same network and activation, and as the
 * table {@code report/stability}.
 */
package io.evenkeel.analysis.stability;
