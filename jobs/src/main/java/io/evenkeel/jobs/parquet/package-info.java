/** Shards as Parquet files: written, read again and checked. */
package io.evenkeel.jobs.parquet;
