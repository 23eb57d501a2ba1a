package dev.tributary.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * CPU time of an operation on all threads of Java, event loops too, but for those of the fakes that
 * answer in the same process. The compiler and the collector are no threads of Java.
 */
public final class ThreadCpu implements InternalProfiler {
  /** What it is called in a result. */
  public static final String LABEL = "cpu";

  /** How the names of the fakes' threads begin: the platform's HTTP server, and that of gRPC. */
  private static final List<String> FAKES = List.of("HTTP-Dispatcher", "grpc-nio", "grpc-default");

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static volatile long after;

  private long before;

  /**
   * Ends an iteration, before what it used is closed: of a thread that has ended there is no time.
   */
  public static void stop() {
    after = nanos();
  }

  @Override
  public String getDescription() {
    return "CPU time of all threads but those of the fakes";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = nanos();
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double micros = (after - before) / 1e3 / result.getMetadata().getAllOps();
    return List.of(new ScalarResult(LABEL, micros, "us/op", AggregationPolicy.AVG));
  }

  private static long nanos() {
    long nanos = 0;
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null && FAKES.stream().noneMatch(thread.getThreadName()::startsWith)) {
        nanos += Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId()));
      }
    }
    return nanos;
  }
}
