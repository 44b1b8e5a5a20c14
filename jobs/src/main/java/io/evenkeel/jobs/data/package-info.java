/**
 * Reads the files that users bring as inputs: arrays, tables of text, Parquet. Whatever is wrong
 * with a file is said in one line that names the place.
 */
package io.evenkeel.jobs.data;
