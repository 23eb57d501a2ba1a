package dev.tributary.source.lucene;

import dev.tributary.passage.Vector;
import dev.tributary.source.Source;
import dev.tributary.source.SourceSettings;
import dev.tributary.source.WritableSettings;
import dev.tributary.source.WritableSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SlowCodecReaderWrapper;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/** Indexes that a server has filled before, opened as its sources open them. */
public final class FilledIndexes implements AutoCloseable {
  private static final int CHUNK = 1_200;

  private final IndexThreads threads = IndexThreads.forThisMachine();
  private final List<LuceneSource> sources = new ArrayList<>();

  /** Opens an index under the name of its folder. */
  public Source open(Path folder, @Nullable String model) {
    return open(folder.getFileName().toString(), folder, model);
  }

  /** An empty index in memory. */
  public WritableSource inMemory(String name, String model) {
    return open(name, null, model);
  }

  private WritableSource open(String name, @Nullable Path folder, @Nullable String model) {
    LuceneSource source =
        new LuceneSource(
            new LuceneSettings(
                name,
                folder,
                new WritableSettings(model, null, CHUNK, Optional.empty()),
                SourceSettings.DEFAULTS),
            threads);
    sources.add(source);
    return source;
  }

  /** Makes one index of all that lie in a folder; what they hold is copied, not computed again. */
  public static void merge(Path folder, Path into) throws IOException {
    try (Directory merged = FSDirectory.open(into)) {
      if (DirectoryReader.indexExists(merged)) {
        return;
      }
      IndexWriterConfig config =
          new IndexWriterConfig().setSimilarity(OpenIndex.BM25).setCodec(WideVectors.codec());
      try (IndexWriter writer = new IndexWriter(merged, config)) {
        for (Path one : in(folder)) {
          // By reader: the folder may be open for writing as a source.
          try (Directory directory = FSDirectory.open(one);
              DirectoryReader reader = DirectoryReader.open(directory)) {
            for (LeafReaderContext leaf : reader.leaves()) {
              writer.addIndexes(SlowCodecReaderWrapper.wrap(leaf.reader()));
            }
          }
        }
        writer.forceMerge(1);
      }
    }
  }

  /** For each question the documents whose vectors are the nearest, best first, words unasked. */
  public static List<List<String>> nearest(Path folder, List<Vector> questions, int depth)
      throws IOException {
    List<List<String>> found = new ArrayList<>();
    try (Directory directory = FSDirectory.open(folder);
        DirectoryReader reader = DirectoryReader.open(directory)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      for (Vector question : questions) {
        found.add(
            HybridSearch.byVector(searcher, question, null, depth).stream()
                .map(Candidate::document)
                .distinct()
                .toList());
      }
    }
    return found;
  }

  /** The indexes in a folder, by name. */
  public static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }

  @Override
  public void close() {
    threads.close();
    sources.forEach(LuceneSource::close);
  }
}
