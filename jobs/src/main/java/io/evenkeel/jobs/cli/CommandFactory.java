package io.evenkeel.jobs.cli;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import picocli.CommandLine.IFactory;

/**
 * Makes what the command line consists of.
 *
 * <p>Picocli's own factory looks for Groovy first, which takes a tenth of a second among all the
 * jars of Spark.
 */
final class CommandFactory implements IFactory {
  @Override
  public <K> K create(Class<K> type) throws ReflectiveOperationException {
    if (type.isInterface()) {
      return type.cast(new ArrayList<>()); // of repeated arguments
    }
    Constructor<K> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }
}
