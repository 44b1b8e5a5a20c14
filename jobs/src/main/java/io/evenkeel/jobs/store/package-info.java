/** The folder of a run, on any file system: which files it has, and how files are created in it. */
package io.evenkeel.jobs.store;
