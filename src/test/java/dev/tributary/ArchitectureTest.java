package dev.tributary;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The rooms of the house and the arrows between them; `docs/architecture.md` shows them. */
class ArchitectureTest {
  private static final String ROOT = "dev.tributary";

  /** What each room may use of the others. A source kind is a room of its own. */
  private static final Map<String, Set<String>> MAY_USE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("passage", Set.of()),
              Map.entry("guard", Set.of()),
              Map.entry("text", Set.of("passage")),
              Map.entry("outbound", Set.of("guard")),
              Map.entry("source", Set.of("passage", "guard", "text")),
              Map.entry("postgres", Set.of("source", "guard", "outbound")),
              Map.entry(
                  "source.*",
                  Set.of(
                      "source", "source.http", "postgres", "passage", "guard", "text", "outbound")),
              Map.entry("embedding", Set.of("passage", "guard", "outbound")),
              Map.entry("conversation", Set.of("passage", "text", "guard", "outbound")),
              Map.entry("fanout", Set.of("source", "guard", "passage")),
              Map.entry("ranking", Set.of("passage", "text", "embedding", "guard", "outbound")),
              Map.entry(
                  "retrieval",
                  Set.of(
                      "fanout",
                      "ranking",
                      "embedding",
                      "conversation",
                      "source",
                      "text",
                      "guard",
                      "passage")),
              Map.entry("ingestion", Set.of("source", "embedding", "text", "guard", "passage")),
              Map.entry("evaluation", Set.of("retrieval", "ranking", "passage", "guard", "text")),
              Map.entry("access", Set.of("passage", "guard")),
              Map.entry(
                  "api",
                  Set.of("retrieval", "ingestion", "evaluation", "ranking", "access", "passage")),
              Map.entry(
                  "ops",
                  Set.of(
                      "retrieval",
                      "ingestion",
                      "evaluation",
                      "ranking",
                      "source",
                      "access",
                      "embedding",
                      "guard",
                      "passage"))));

  /** Java, nullness, injection, configuration and the log. */
  private static final List<String> EVERYWHERE =
      List.of(
          "java..",
          "org.jspecify.annotations..",
          "jakarta.annotation..",
          "jakarta.enterprise..",
          "jakarta.inject..",
          "io.smallrye.config..",
          "org.eclipse.microprofile.config..",
          "org.jboss.logging..");

  /** Rooms whose values, though not whose machinery, some others may name. */
  private static final Map<String, Set<String>> VALUES =
      Map.of("api", Set.of("fanout", "source", "conversation"), "evaluation", Set.of("fanout"));

  private static final JavaClasses MAIN = MainClasses.ALL;

  @Test
  void every_room_stands_in_the_table() {
    assertThat(MAIN).isNotEmpty();
    assertThat(MAIN).allSatisfy(c -> assertThat(MAY_USE).containsKey(entryOf(roomOf(c))));
  }

  @Test
  void rooms_use_only_what_the_table_allows() {
    MAIN.stream()
        .map(ArchitectureTest::roomOf)
        .distinct()
        .sorted()
        .forEach(room -> arrowsOf(room).check(MAIN));
  }

  @Test
  void no_room_depends_on_itself_through_others() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void the_language_knows_java_alone() {
    onlyLibraries("passage").check(MAIN);
  }

  @Test
  void guards_know_neither_http_nor_clients() {
    onlyLibraries("guard", "io.smallrye.mutiny..", "io.micrometer..", "io.opentelemetry..")
        .check(MAIN);
  }

  @Test
  void only_the_front_door_speaks_rest() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".api..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.ws.rs..", "org.jboss.resteasy..", "io.quarkiverse.mcp..")
        .check(MAIN);
  }

  private static ArchRule arrowsOf(String room) {
    Set<String> mayUse = MAY_USE.getOrDefault(entryOf(room), Set.of());
    return classes()
        .that(describe("are in room " + room, c -> roomOf(c).equals(room)))
        .should()
        .onlyDependOnClassesThat(
            describe(
                "are in no other room than " + mayUse,
                c ->
                    !isOurs(c)
                        || roomOf(c).equals(room)
                        || mayUse.contains(roomOf(c))
                        || (VALUES.getOrDefault(room, Set.of()).contains(roomOf(c))
                            && isValue(c))));
  }

  private static ArchRule onlyLibraries(String room, String... libraries) {
    List<String> allowed = new ArrayList<>(EVERYWHERE);
    allowed.add(ROOT + "." + room);
    allowed.addAll(List.of(libraries));
    return classes()
        .that()
        .resideInAPackage(ROOT + "." + room)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new)));
  }

  private static DescribedPredicate<JavaClass> describe(
      String description, Predicate<JavaClass> predicate) {
    return DescribedPredicate.describe(description, predicate);
  }

  /** Records, enums, failures, and the interfaces that close over them. */
  private static boolean isValue(JavaClass c) {
    return c.isRecord()
        || c.isEnum()
        || c.isAssignableTo(Throwable.class)
        || (c.isInterface() && c.getAllSubclasses().stream().allMatch(JavaClass::isRecord));
  }

  private static boolean isOurs(JavaClass c) {
    return c.getPackageName().equals(ROOT) || c.getPackageName().startsWith(ROOT + ".");
  }

  /** {@code source.lucene}, {@code api}, …: a kind is a room, any other sub-package is not. */
  private static String roomOf(JavaClass c) {
    List<String> parts = List.of(c.getPackageName().substring(ROOT.length()).split("\\."));
    if (parts.size() < 2) {
      return "";
    }
    return parts.get(1).equals("source") && parts.size() > 2
        ? "source." + parts.get(2)
        : parts.get(1);
  }

  private static String entryOf(String room) {
    return room.startsWith("source.") ? "source.*" : room;
  }
}
