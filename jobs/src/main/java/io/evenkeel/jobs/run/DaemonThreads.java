package io.evenkeel.jobs.run;

import java.util.concurrent.ThreadFactory;

/**
 * Threads that do not keep the process alive.
 *
 * @param name of each of them
 */
record DaemonThreads(String name) implements ThreadFactory {
  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
