/** The shipped files at work: launcher, application jar, a real cluster. */
package io.evenkeel.deploy;
