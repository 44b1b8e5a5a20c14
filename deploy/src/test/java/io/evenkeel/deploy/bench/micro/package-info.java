/** Micro-benchmarks of the kernels that trials are made of; {@code deploy/bench/run micro}. */
package io.evenkeel.deploy.bench.micro;
