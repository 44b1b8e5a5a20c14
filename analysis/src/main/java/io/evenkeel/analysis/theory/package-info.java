/**
 * Mean-field theory beside what a cell measured, layer by layer, and as the table {@code
 * report/theory}.
 */
package io.evenkeel.analysis.theory;
