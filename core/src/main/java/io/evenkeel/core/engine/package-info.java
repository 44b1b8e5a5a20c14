/**
 * Ways to carry a network out, their costs and their memory, and which of them serves a workload.
 */
package io.evenkeel.core.engine;
