/**
 * Reads the files that users bring as inputs: arrays, tables of text, Parquet. An error in a file
 * is reported in one line that names the place.
 */
package io.evenkeel.jobs.data;
