/** The folder a run lives in, on whatever file system: what is there, and how files get there. */
package io.evenkeel.jobs.store;
