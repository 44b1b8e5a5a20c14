/** Mean-field predictions: length and correlation maps, fixed points, critical scales. */
package io.evenkeel.core.theory;
