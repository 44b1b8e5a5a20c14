/** How the layers of a network are computed. */
package io.evenkeel.core.engine;
