package io.evenkeel.core.axis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Set algebra on runs against {@link TreeSet}. */
class IntegerRunsTest {
  @Test
  void agreesWithASetOnEveryOperation() {
    for (int round = 0; round < 2000; round++) {
      Set<Long> a = set(2 * round);
      Set<Long> b = set(2 * round + 1);
      IntegerRuns x = runs(a);
      IntegerRuns y = runs(b);
      assertThat(members(x)).containsExactlyElementsOf(a);
      Set<Long> union = new TreeSet<>(a);
      union.addAll(b);
      assertThat(x.union(y)).isEqualTo(runs(union));
      Set<Long> both = new TreeSet<>(a);
      both.retainAll(b);
      assertThat(x.intersection(y)).isEqualTo(runs(both));
      Set<Long> rest = new TreeSet<>(a);
      rest.removeAll(b);
      assertThat(x.minus(y)).isEqualTo(runs(rest));
      for (long value = -2; value < 24; value++) {
        assertThat(x.contains(value)).isEqualTo(a.contains(value));
        long bound = value;
        assertThat(x.rank(value)).isEqualTo(a.stream().filter(member -> member < bound).count());
      }
      BitSet bits = new BitSet();
      a.forEach(member -> bits.set(Math.toIntExact(member)));
      assertThat(IntegerRuns.of(bits)).isEqualTo(x);
      if (!a.isEmpty()) {
        assertThat(IntegerRuns.parse(x.text())).isEqualTo(x);
      }
    }
  }

  private static Set<Long> set(int round) {
    RandomStream stream = RandomStream.of(round, Role.INPUT, 0);
    Set<Long> set = new TreeSet<>();
    for (int i = 0; i < 20; i++) {
      if (stream.below(3, i) < 2) {
        set.add((long) i);
      }
    }
    return set;
  }

  private static IntegerRuns runs(Set<Long> set) {
    return IntegerRuns.of(set.stream().mapToLong(Long::longValue).toArray());
  }

  private static List<Long> members(IntegerRuns runs) {
    List<Long> members = new ArrayList<>();
    for (long i = 0; i < runs.size(); i++) {
      members.add(runs.get(i));
    }
    return members;
  }

  @Test
  void tenMillionAreOneRun() {
    IntegerRuns seeds = IntegerRuns.range(0, 9_999_999);
    assertThat(seeds.size()).isEqualTo(10_000_000);
    assertThat(seeds.get(1_234_567)).isEqualTo(1_234_567);
    assertThat(seeds.text()).isEqualTo("0..9999999");
  }

  @Test
  void reachesTheEndsOfLong() {
    IntegerRuns ends = IntegerRuns.of(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 1);
    assertThat(ends.size()).isEqualTo(3);
    assertThat(ends.minus(IntegerRuns.of(Long.MAX_VALUE)).text())
        .isEqualTo("-9223372036854775808,9223372036854775806");
    assertThat(IntegerRuns.parse(ends.text())).isEqualTo(ends);
  }

  @Test
  void mergesRepeatedNumbers() {
    assertThat(IntegerRuns.of(5, 3, 4, 3, 9).text()).isEqualTo("3..5,9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "1..", "3..2", "1,,2", "99999999999999999999"})
  void refusesWhatIsNoListOfNumbers(String text) {
    assertThatThrownBy(() -> IntegerRuns.parse(text)).isInstanceOf(SpecException.class);
  }

  @Test
  void refusesARangeOfMoreThanALongCounts() {
    assertThatThrownBy(() -> IntegerRuns.range(Long.MIN_VALUE, Long.MAX_VALUE))
        .isInstanceOf(SpecException.class)
        .hasMessage("the range from -9223372036854775808 to 9223372036854775807 is too long");
  }
}
