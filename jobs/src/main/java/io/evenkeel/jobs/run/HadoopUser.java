package io.evenkeel.jobs.run;

import org.apache.hadoop.security.UserGroupInformation;

/** The name of the user under which Hadoop runs this process. */
final class HadoopUser {
  private HadoopUser() {}

  /**
   * Gives Hadoop a user where the system has no name for this one, as in a container whose user is
   * only a number; asking the system would fail there. The environment variable {@code
   * HADOOP_USER_NAME} names another user.
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
