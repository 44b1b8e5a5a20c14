/** Numbers and names in short, and lines that fit a screen. */
package io.evenkeel.analysis.text;
