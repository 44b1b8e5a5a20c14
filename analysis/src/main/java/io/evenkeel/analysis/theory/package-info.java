/**
 * Compares mean-field theory with the measurements of a cell, layer by layer, and in the table
 * {@code report/theory}.
 */
package io.evenkeel.analysis.theory;
