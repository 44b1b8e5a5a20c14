/** The command line: commands, their arguments and what they print. */
package io.evenkeel.jobs.cli;
