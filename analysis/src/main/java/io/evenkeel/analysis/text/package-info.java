/** Short forms of numbers and names, and lines that fit a screen. */
package io.evenkeel.analysis.text;
