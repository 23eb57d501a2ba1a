package dev.tributary;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.smallrye.mutiny.groups.UniAwait;
import io.vertx.core.http.HttpClient;
import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Habits of the code that a compiler does not hold. */
class CodeHabitsTest {
  private static final JavaClasses MAIN = MainClasses.ALL;

  @Test
  void http_goes_out_by_one_way() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(URLConnection.class)
        .orShould()
        .callMethod(URL.class, "openStream")
        .check(MAIN);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.tributary.outbound..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(HttpClient.class)
        .check(MAIN);
  }

  @Test
  void nothing_waits_for_ever() {
    noClasses()
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", Duration.class)
        .orShould()
        .callMethod(UniAwait.class, "indefinitely")
        .orShould()
        .callMethod(Future.class, "get")
        .orShould()
        .callMethod(CompletableFuture.class, "get")
        .orShould()
        .callMethod(CompletableFuture.class, "join")
        .check(MAIN);
  }

  @Test
  void no_pool_has_an_unbounded_queue() {
    noClasses()
        .should()
        .callMethod(Executors.class, "newCachedThreadPool")
        .orShould()
        .callMethod(Executors.class, "newFixedThreadPool", int.class)
        .orShould()
        .callMethod(Executors.class, "newSingleThreadExecutor")
        .orShould()
        .callConstructor(LinkedBlockingQueue.class)
        .check(MAIN);
  }

  @Test
  void beans_get_what_they_need_by_their_constructor() {
    NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(MAIN);
  }

  @Test
  void what_is_said_goes_through_the_log() {
    NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(MAIN);
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(MAIN);
  }

  @Test
  void every_room_says_what_it_is_what_it_may_use_and_where_to_start() throws IOException {
    for (Path room : sources("src/main/java").map(Path::getParent).distinct().toList()) {
      assertThat(room.resolve("package-info.java"))
          .content()
          .contains("@NullMarked", "<p>May use: ", "<p>Start at ");
    }
  }

  @Test
  void no_file_is_longer_than_300_lines() throws IOException {
    for (Path file : sources("src").toList()) {
      assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(300);
    }
  }

  private static Stream<Path> sources(String root) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(root))) {
      return files.filter(f -> f.toString().endsWith(".java")).toList().stream();
    }
  }
}
