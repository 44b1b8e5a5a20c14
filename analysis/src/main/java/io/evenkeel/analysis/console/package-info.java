/** Ranked cells and schemes as lines for a terminal. */
package io.evenkeel.analysis.console;
