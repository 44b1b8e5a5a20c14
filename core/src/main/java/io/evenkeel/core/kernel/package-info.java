/**
 * The loops in which a trial spends its time, each as a plain loop and as vector code that gives
 * the same bits. {@link io.evenkeel.core.kernel.Kernels} chooses once per process.
 */
package io.evenkeel.core.kernel;
