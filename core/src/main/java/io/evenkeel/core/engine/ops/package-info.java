/** Ops over arrays, one for each kind of block, and the network that they make. */
package io.evenkeel.core.engine.ops;
