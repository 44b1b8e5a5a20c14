/** Ops over arrays, one for each kind of block, and the network that consists of them. */
package io.evenkeel.core.engine.ops;
