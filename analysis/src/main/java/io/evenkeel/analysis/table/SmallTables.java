package io.evenkeel.analysis.table;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Settings of Spark for a run with few rows, where planning, compiling and scheduling a query takes
 * longer than answering it: tables have one partition, so that nothing is shuffled, and queries are
 * interpreted.
 */
public final class SmallTables {
  private static final String EXPECTED = "evenkeel.tables.small";

  private SmallTables() {}

  /** Declares that the tables which a session reads from now on are small. */
  public static void expect(SparkSession spark) {
    spark.conf().set(EXPECTED, true);
    interpret(spark);
    // What is one partition already needs no broadcast and no plan that adapts.
    spark.conf().set("spark.sql.shuffle.partitions", "1");
    spark.conf().set("spark.sql.adaptive.enabled", "false");
    spark.conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
  }

  /** Makes a session interpret its queries from now on. */
  public static void interpret(SparkSession spark) {
    spark.conf().set("spark.sql.codegen.wholeStage", "false");
    spark.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
  }

  static boolean expected(SparkSession spark) {
    return Boolean.parseBoolean(spark.conf().get(EXPECTED, "false"));
  }

  /** The table in as many partitions as its size needs. */
  static Dataset<Row> parted(SparkSession spark, Dataset<Row> table) {
    return expected(spark) ? table.coalesce(1) : table;
  }
}
