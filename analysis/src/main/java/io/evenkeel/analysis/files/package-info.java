/**
 * Writes files of a run directory so that they appear complete or not at all: on local disks, on
 * file systems such as HDFS, and on object stores.
 */
package io.evenkeel.analysis.files;
