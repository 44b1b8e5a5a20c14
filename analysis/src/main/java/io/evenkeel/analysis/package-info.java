/** Combines the steps of the analysis: the tables of a run, and its cells in narrower formats. */
package io.evenkeel.analysis;
