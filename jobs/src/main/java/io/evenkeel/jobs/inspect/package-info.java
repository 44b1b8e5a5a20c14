/**
 * Looks at weight matrices of a file: their sizes, laws and faults, and what they make of a signal.
 */
package io.evenkeel.jobs.inspect;
