package dev.tributary.source.lucene;

import static dev.tributary.source.lucene.LuceneFixture.LONG;
import static dev.tributary.source.lucene.LuceneFixture.MODEL;
import static dev.tributary.source.lucene.LuceneFixture.chunk;
import static dev.tributary.source.lucene.LuceneFixture.chunked;
import static dev.tributary.source.lucene.LuceneFixture.document;
import static dev.tributary.source.lucene.LuceneFixture.find;
import static dev.tributary.source.lucene.LuceneFixture.ids;
import static dev.tributary.source.lucene.LuceneFixture.question;
import static dev.tributary.source.lucene.LuceneFixture.search;
import static dev.tributary.source.lucene.LuceneFixture.settings;
import static dev.tributary.source.lucene.LuceneFixture.whole;
import static dev.tributary.source.lucene.LuceneFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.passage.Vector;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written stays, and what is broken is told and gets well again. */
class IndexOnDiskTest {
  private final LuceneFixture lucene = new LuceneFixture();

  @TempDir Path folder;

  @AfterEach
  void close() {
    lucene.close();
  }

  @Test
  void restart_finds_all_with_the_same_hashes_and_vectors() {
    LuceneSource before = lucene.onDisk(folder, MODEL);
    write(
        before,
        whole(document("one", "breaker", Map.of("year", 2024)), 1, 0),
        chunked(document("two", "…"), chunk("first limiter", 0, 1), chunk("second", 1, 1)));
    var found = search(before, question("breaker", 1, 0));
    before.close();

    LuceneSource after = lucene.onDisk(folder, MODEL);
    assertThat(after.isOpen()).isFalse();
    assertThat(search(after, question("breaker", 1, 0))).isEqualTo(found);
    assertThat(hashes(after, "one", "two", "three"))
        .isEqualTo(Map.of("one", "hash of breaker", "two", "hash of …"));
    assertThat(documentIds(after)).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void what_was_acknowledged_survives_a_process_that_is_killed() throws IOException {
    LuceneSource source = lucene.onDisk(folder.resolve("lives"), null);
    write(source, whole(document("one", "breaker")));
    // The files as they lie there while the writer is open are what a crash leaves behind.
    Path copy = Files.createDirectory(folder.resolve("copy"));
    try (Stream<Path> files = Files.list(folder.resolve("lives"))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    assertThat(find(lucene.onDisk(copy, null), "breaker")).containsExactly("one");
  }

  @Test
  void document_is_replaced_with_all_its_chunks_and_removed_with_all() {
    LuceneSource source = lucene.onDisk(folder, null);
    write(
        source,
        chunked(document("one", "old"), chunk("breaker one"), chunk("breaker two"), chunk("three")),
        whole(document("other", "breaker")));
    write(source, chunked(document("one", "new"), chunk("limiter one"), chunk("limiter two")));
    assertThat(find(source, "breaker")).containsExactly("other");
    assertThat(find(source, "limiter")).containsExactly("one", "one");
    assertThat(hashes(source, "one")).containsEntry("one", "hash of new");

    source.delete(List.of("one", "never was")).await().atMost(LONG);
    assertThat(find(source, "limiter")).isEmpty();
    assertThat(documentIds(source)).containsExactly("other");
    assertThat(hashes(source, "one")).isEmpty();
  }

  @Test
  void document_of_another_stamp_is_not_known_but_answers_until_it_is_written_anew() {
    LuceneSource before = lucene.source(settings(folder, null, MODEL, 1_200));
    write(before, whole(document("one", "breaker"), 1, 0), whole(document("two", "limiter"), 0, 1));
    before.close();

    LuceneSource after = lucene.source(settings(folder, null, "new-model", 1_200));
    assertThat(hashes(after, "one", "two")).isEmpty();
    assertThat(documentIds(after)).containsExactlyInAnyOrder("one", "two");
    assertThat(ids(search(after, asNewModel(question("breaker"), 0, 0, 1)))).containsExactly("one");

    var anew = new ChunkedDocument.Chunk("breaker", new Vector("new-model", new float[] {0, 0, 1}));
    write(after, chunked(document("one", "breaker"), anew));
    assertThat(hashes(after, "one", "two")).containsOnlyKeys("one");
    assertThat(ids(search(after, asNewModel(question("nothing"), 0, 0, 1)))).containsExactly("one");
  }

  @Test
  void every_part_of_the_stamp_makes_a_document_unknown() {
    Set<String> stamps =
        Set.of(
            settings(null, null, null, 1_200).stamp(),
            settings(null, null, MODEL, 1_200).stamp(),
            settings(null, "pt", null, 1_200).stamp(),
            settings(null, null, null, 1_000).stamp());
    assertThat(stamps).hasSize(4);
    assertThat(settings(folder, null, null, 1_200).stamp())
        .isEqualTo(settings(null, null, null, 1_200).stamp());
  }

  @Test
  void damaged_index_is_unavailable_by_name_and_gets_well_when_the_folder_is_removed()
      throws IOException {
    LuceneSource source = lucene.onDisk(folder.resolve("index"), null);
    write(source, whole(document("one", "breaker")));
    source.close();
    overwriteAll(folder.resolve("index"));

    assertUnavailable(source, "damaged");
    assertThatThrownBy(() -> source.check().await().atMost(LONG)).hasMessageContaining("damaged");
    assertThatThrownBy(() -> write(source, whole(document("one", "breaker"))))
        .hasMessageContaining("damaged");

    removeAll(folder.resolve("index"));
    assertThat(find(source, "breaker")).isEmpty();
    write(source, whole(document("one", "breaker")));
    assertThat(find(source, "breaker")).containsExactly("one");
  }

  @Test
  void unwritable_folder_is_unavailable_by_name_and_gets_well_when_it_is_mended()
      throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    LuceneSource source = lucene.onDisk(file.resolve("index"), null);
    assertUnavailable(source, "cannot be read or written");
    Files.delete(file);
    write(source, whole(document("one", "breaker")));
    assertThat(find(source, "breaker")).containsExactly("one");
  }

  @Test
  void late_failure_of_an_index_that_was_opened_anew_leaves_the_new_one_alone() throws IOException {
    LuceneIndex index = new LuceneIndex("key", folder);
    AtomicReference<@Nullable OpenIndex> anew = new AtomicReference<>();
    assertThatThrownBy(
            () ->
                index.use(
                    old -> {
                      index.close();
                      anew.set(index.get());
                      throw new IOException("late");
                    }))
        .hasMessage("late");
    assertThat(index.get()).isSameAs(anew.get());

    assertThatThrownBy(
            () ->
                index.use(
                    own -> {
                      throw new IOException("its own");
                    }))
        .hasMessage("its own");
    assertThat(index.isOpen()).isFalse();
    index.close();
  }

  @Test
  void folder_in_use_by_another_is_unavailable_until_it_is_free() {
    LuceneSource first = lucene.onDisk(folder, null);
    write(first, whole(document("one", "breaker")));
    LuceneSource second = lucene.onDisk(folder, null);
    assertUnavailable(second, "in use");
    first.close();
    assertThat(find(second, "breaker")).containsExactly("one");
  }

  @Test
  void many_small_writes_leave_few_segments() throws IOException {
    LuceneSource source = lucene.onDisk(folder, null);
    for (int i = 0; i < 60; i++) {
      write(source, whole(document("d" + i, "breaker " + i)));
    }
    source.close();
    try (var directory = new org.apache.lucene.store.MMapDirectory(folder);
        var reader = org.apache.lucene.index.DirectoryReader.open(directory)) {
      assertThat(reader.numDocs()).isEqualTo(60);
      assertThat(reader.leaves()).hasSizeLessThan(20);
    }
  }

  private void assertUnavailable(LuceneSource source, String why) {
    assertThatThrownBy(() -> find(source, "breaker"))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
              assertThat(e)
                  .hasMessageContaining("tributary.source.lucene.\"contract\".path")
                  .hasMessageContaining(why);
              assertThat(e.getMessage()).doesNotContain(folder.toString());
            });
  }

  private static dev.tributary.source.SearchRequest asNewModel(
      dev.tributary.source.SearchRequest request, float... vector) {
    return new dev.tributary.source.SearchRequest(
        request.question(),
        request.limit(),
        request.filter(),
        request.deadline(),
        io.smallrye.mutiny.Uni.createFrom().item(new Vector("new-model", vector)),
        true);
  }

  private static Map<String, String> hashes(LuceneSource source, String... ids) {
    return source.contentHashes(List.of(ids)).await().atMost(LONG);
  }

  private static Set<String> documentIds(LuceneSource source) {
    return source.documentIds().await().atMost(LONG);
  }

  private static void overwriteAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.writeString(file, "not an index at all, whatever it was before");
      }
    }
  }

  private static void removeAll(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }
        });
    Files.delete(folder);
  }
}
