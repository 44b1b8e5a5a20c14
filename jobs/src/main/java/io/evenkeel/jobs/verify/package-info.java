/** Checks a run directory against its plan, byte by byte and row by row. */
package io.evenkeel.jobs.verify;
