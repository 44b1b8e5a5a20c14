/**
 * Examines the weight matrices of a file: their sizes, laws and faults, and the course of a signal
 * through them.
 */
package io.evenkeel.jobs.inspect;
