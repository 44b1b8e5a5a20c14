package io.evenkeel.jobs.parquet;

import java.util.Optional;
import org.apache.parquet.io.InputFile;

/**
 * The files of a shard, as inputs.
 *
 * @param trials the commit record
 * @param layers the layers file that it commits
 * @param steps the steps file that it commits, if the sweep trains
 */
public record ShardFiles(InputFile trials, InputFile layers, Optional<InputFile> steps) {}
