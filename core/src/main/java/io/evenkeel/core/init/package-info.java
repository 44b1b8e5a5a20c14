/** Initialisation schemes of weights and biases, and gains. */
package io.evenkeel.core.init;
