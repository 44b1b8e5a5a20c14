package io.evenkeel.jobs.parquet;

import java.util.Optional;
import org.apache.parquet.io.InputFile;

/**
 * The files of a shard, to be read.
 *
 * @param trials the commit record
 * @param layers what it commits
 * @param steps the same, if the sweep trains
 */
public record ShardFiles(InputFile trials, InputFile layers, Optional<InputFile> steps) {}
