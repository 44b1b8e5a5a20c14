/** Reproduces published results: each is compared with the results of a run on this machine. */
package io.evenkeel.jobs.reproduce;
