package io.evenkeel.core.init;

/**
 * The sizes of a network that a formula of an initialiser may use.
 *
 * @param depth hidden weight layers
 * @param width units of a hidden layer
 * @param blocks residual blocks; 0 in a plain net
 */
public record NetSize(int depth, int width, int blocks) {}
