package io.evenkeel.jobs.run;

import org.apache.hadoop.security.UserGroupInformation;

/** The user that Hadoop takes this process for. */
final class HadoopUser {
  private HadoopUser() {}

  /**
   * Gives Hadoop a user where the system has no name for this one, as in a container that runs
   * under a number: asking the system would fail. {@code HADOOP_USER_NAME} names another.
   */
  static void ensure() {
    String system = System.getProperty("user.name", "?");
    if (!system.equals("?") && !system.isBlank()) {
      return;
    }
    String name = System.getenv("HADOOP_USER_NAME");
    UserGroupInformation.setLoginUser(
        UserGroupInformation.createRemoteUser(
            name == null || name.isBlank() ? NativeFolder.user(System.getProperties()) : name));
  }
}
