/** The linear maps of weight layers: with drawn weights, or with what stands for them. */
package io.evenkeel.core.engine.linear;
