/**
 * Engines that compute networks, their costs and their memory, and the choice of the engine for a
 * workload.
 */
package io.evenkeel.core.engine;
