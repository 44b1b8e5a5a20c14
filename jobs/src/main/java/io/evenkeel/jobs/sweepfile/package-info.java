/** Sweep files: YAML, overrides and series, read into a sweep. */
package io.evenkeel.jobs.sweepfile;
