/** Evenkeel's side of the comparisons with PyTorch; {@code deploy/bench/run}. None of it ships. */
package io.evenkeel.deploy.bench;
