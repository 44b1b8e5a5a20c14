package io.evenkeel.jobs.cli;

import io.evenkeel.jobs.run.CodeVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"evenkeel " + CodeVersion.current()};
  }
}
