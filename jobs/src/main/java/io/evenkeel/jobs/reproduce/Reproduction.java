package io.evenkeel.jobs.reproduce;

import io.evenkeel.core.sweep.Plan;
import io.evenkeel.jobs.sweepfile.SweepFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The published results, and the sweep by which they are reproduced. */
public final class Reproduction {
  private static final String SWEEP = "reproduce.yaml";

  private final Plan plan;
  private final List<Claim> claims;

  Reproduction(String sweep, List<Claim> claims) {
    this.plan = new Plan(SweepFile.parse(sweep, SWEEP, List.of()));
    this.claims = List.copyOf(claims);
  }

  /** All results that are built in. */
  public static Reproduction builtIn() {
    return new Reproduction(text(SWEEP), Publications.all());
  }

  /** The plan of the sweep. */
  public Plan plan() {
    return plan;
  }

  /**
   * Compares what is published with a run directory of {@link #plan}.
   *
   * @param runDirectory a local path or a URI of any file system that Hadoop knows
   */
  public Comparison compare(SparkSession spark, String runDirectory) {
    Map<Selection, Summary> measured = Measurements.read(spark, runDirectory, plan, selections());
    return new Comparison(Findings.of(claims, measured));
  }

  List<Claim> claims() {
    return claims;
  }

  List<Selection> selections() {
    return claims.stream()
        .flatMap(claim -> claim.points().stream())
        .flatMap(point -> point.statistic().selections().stream())
        .distinct()
        .toList();
  }

  private static String text(String resource) {
    try (InputStream in = Reproduction.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
