package io.evenkeel.core.sweep;

import java.util.List;
import java.util.Map;

/**
 * Makes the networks of points that are visited one after the other, where most numbers do not
 * change from point to point. Properties that do not depend on depth and seed are computed once for
 * all points that differ in nothing else. An instance is used by one thread; several instances may
 * share what they have found.
 */
final class NearbyNets {
  /** How many {@link Alike} are kept; each is for the points that differ only in depth and seed. */
  private static final int MOST_KNOWN = 1 << 14;

  private final Vocabulary vocabulary;
  private final List<Dimension> dimensions;
  private final int[] common;
  private final long[] last;
  private final Object[] values;
  private final Map<PointKey, Alike> known;
  private boolean begun;

  /**
   * @param common all dimensions except depth and seed
   * @param known what has been found, by the numbers in these dimensions; threads may share it
   * @param axes number of axes
   */
  NearbyNets(
      Vocabulary vocabulary,
      List<Dimension> dimensions,
      int[] common,
      Map<PointKey, Alike> known,
      int axes) {
    this.vocabulary = vocabulary;
    this.dimensions = dimensions;
    this.common = common;
    this.known = known;
    last = new long[dimensions.size()];
    values = new Object[axes];
  }

  private PointKey key(long[] point) {
    long[] numbers = new long[common.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = point[common[i]];
    }
    return new PointKey(numbers, null);
  }

  /** The network of a trial at a point. */
  TrialNet net(long[] point) {
    for (int d = 0; d < point.length; d++) {
      if (!begun || point[d] != last[d]) {
        dimensions.get(d).put(point[d], values);
        last[d] = point[d];
      }
    }
    begun = true;
    PointKey key = key(point);
    Alike alike = known.get(key);
    if (alike == null) {
      TrialNet net = vocabulary.net(point, values.clone());
      if (known.size() >= MOST_KNOWN) {
        known.clear();
      }
      alike = new Alike(net.kinds(), net.trial().engine());
      known.put(key, alike);
      return net.with(alike);
    }
    return TrialNet.of(vocabulary.trial(values.clone(), alike.engine()), alike);
  }
}
