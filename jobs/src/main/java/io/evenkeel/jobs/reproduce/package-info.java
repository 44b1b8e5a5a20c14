/** Published results that a run of this machine is compared with. */
package io.evenkeel.jobs.reproduce;
