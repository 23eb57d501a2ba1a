package dev.tributary.bench;

import dev.tributary.source.Found;
import dev.tributary.source.chroma.ChromaCost;
import dev.tributary.source.milvus.MilvusCost;
import dev.tributary.source.opensearch.IndexCost;
import dev.tributary.source.pgvector.PgvectorCost;
import dev.tributary.source.qdrant.QdrantCost;
import dev.tributary.source.weaviate.WeaviateCost;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What a search of each kind costs over the bare client of its store, in CPU time of this process;
 * {@link ThreadCpu} says of which threads. PostgreSQL is a real one, in a process of its own; all
 * others are fakes inside of this one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 3,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "-Dsun.net.httpserver.nodelay=true",
      // Threads of Mutiny stay a while.
      "-Djmh.shutdownTimeout=1",
      "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"
    })
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class StoreCostBench {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Param({"qdrant", "pgvector", "opensearch", "elasticsearch", "chroma", "milvus", "weaviate"})
  private String kind = "";

  /** Whether the ranking wants the vectors of the passages. */
  @Param("false")
  private boolean vectors;

  private CostCase one;

  @Setup
  public void start() throws Exception {
    one =
        switch (kind) {
          case "qdrant" -> new QdrantCost(vectors);
          case "pgvector" -> new PgvectorCost(vectors);
          case "opensearch" -> new HttpCost(IndexCost::openSearch, vectors);
          case "elasticsearch" -> new HttpCost(IndexCost::elasticsearch, vectors);
          case "chroma" -> new HttpCost(ChromaCost::fake, vectors);
          case "milvus" -> new HttpCost(MilvusCost::fake, vectors);
          case "weaviate" -> new HttpCost(WeaviateCost::fake, vectors);
          default -> throw new IllegalArgumentException(kind);
        };
    int found = source().passages().size();
    if (found != 10) {
      throw new IllegalStateException(kind + " found " + found);
    }
  }

  @TearDown(Level.Iteration)
  public void measured() {
    ThreadCpu.stop();
  }

  @TearDown
  public void stop() throws Exception {
    one.close();
  }

  @Benchmark
  public Found source() {
    return one.source().search(one.request(vectors)).await().atMost(LONG);
  }

  @Benchmark
  public Object bare() throws Exception {
    return one.bare();
  }

  /** Runs it, with JMH's own arguments, and tells the differences. */
  public static void main(String[] arguments) throws Exception {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .parent(new CommandLineOptions(arguments))
                    .include(StoreCostBench.class.getName())
                    .addProfiler(ThreadCpu.class)
                    .build())
            .run();
    Map<String, Map<String, String>> table = new LinkedHashMap<>();
    Map<String, Double> bare = new LinkedHashMap<>();
    for (RunResult result : results) {
      String kind =
          result.getParams().getParam("kind")
              + ", vectors "
              + result.getParams().getParam("vectors");
      var cpu = result.getSecondaryResults().get(ThreadCpu.LABEL).getStatistics();
      String told = "%.0f ± %.0f".formatted(cpu.getMean(), cpu.getStandardDeviation());
      boolean ours = result.getPrimaryResult().getLabel().equals("source");
      table.computeIfAbsent(kind, _ -> new LinkedHashMap<>()).put(ours ? "source" : "bare", told);
      bare.merge(kind, ours ? cpu.getMean() : -cpu.getMean(), Double::sum);
    }
    System.out.println(
        "| kind | bare client, µs CPU | the kind, µs CPU | more, µs |\n|---|---|---|---|");
    table.forEach(
        (kind, cpu) ->
            System.out.printf(
                "| %s | %s | %s | %.0f |%n",
                kind, cpu.get("bare"), cpu.get("source"), bare.get(kind)));
  }
}
