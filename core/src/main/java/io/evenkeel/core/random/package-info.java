/** Random streams: each draw is a function of seed, role, layer and index. */
package io.evenkeel.core.random;
