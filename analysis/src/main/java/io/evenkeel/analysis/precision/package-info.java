/**
 * What narrower formats would make of the networks of a run: read from the exponents that the
 * tables hold, judged cell by cell and format by format.
 */
package io.evenkeel.analysis.precision;
