/**
 * The linear maps of weight layers: with drawn weights, or from the law of the weights without
 * them.
 */
package io.evenkeel.core.engine.linear;
