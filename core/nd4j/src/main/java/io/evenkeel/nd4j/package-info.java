/**
 * The engine {@code nd4j}: the forward and the backward pass of every block, written with ND4J's
 * arrays, one short class for each.
 */
package io.evenkeel.nd4j;
