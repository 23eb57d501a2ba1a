package dev.tributary.source.lucene;

import static dev.tributary.source.lucene.LuceneFixture.LONG;

import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Source;
import dev.tributary.source.SourceContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The laws of every source, kept by an index on disk. */
class LuceneContractTest extends SourceContract {
  private final LuceneFixture lucene = new LuceneFixture();
  private LuceneSource last;

  @TempDir Path folder;

  @Override
  protected Source healthy() throws Exception {
    Path path = Files.createTempDirectory(folder, "index");
    LuceneSource writer = lucene.onDisk(path, null);
    List<ChunkedDocument> documents =
        DOCUMENTS.stream().map(document -> LuceneFixture.whole(document)).toList();
    writer.write(documents).await().atMost(LONG);
    writer.close();
    last = lucene.onDisk(path, null);
    return last;
  }

  @Override
  protected Source unusable() throws Exception {
    Path file = Files.createTempFile(folder, "not-a-folder", "");
    return lucene.onDisk(file.resolve("below-a-file"), null);
  }

  @Override
  protected boolean touched() {
    return last.isOpen();
  }

  @AfterEach
  void close() {
    lucene.close();
  }
}
