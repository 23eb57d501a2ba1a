package dev.tributary.ranking;

import dev.tributary.bench.JudgedSet;
import dev.tributary.bench.LocalModels;
import dev.tributary.embedding.ConfiguredEmbedders;
import dev.tributary.embedding.Embedder;
import dev.tributary.embedding.Embedders;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.SystemTimers;
import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Question;
import dev.tributary.passage.Vector;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Document;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.Source;
import dev.tributary.source.WritableSource;
import dev.tributary.source.lucene.FilledIndexes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all sources return for each judged question, asked once, so that rankings of the same lists
 * can be compared in one process.
 */
public final class FederatedLists implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final SystemTimers timers = new SystemTimers();
  private final ConfiguredEmbedders embedders = LocalModels.of(timers, Map.of());
  private final FilledIndexes indexes = new FilledIndexes();
  private final Map<String, Passage> known = new HashMap<>();

  /**
   * A question with its lists.
   *
   * @param judged grades above 0 by document
   */
  public record Case(
      String id,
      String home,
      Question question,
      Vector vector,
      List<SourceList> lists,
      Map<String, Integer> judged) {

    /** The same question with other lists. */
    public Case with(List<SourceList> others) {
      return new Case(id, home, question, vector, others, judged);
    }

    /** The same question of sources that return no vectors. */
    Case withoutVectors() {
      List<SourceList> bare = new ArrayList<>();
      for (SourceList list : lists) {
        bare.add(
            new SourceList(
                list.source(), 1, 0, list.passages().stream().map(p -> like(p, p, null)).toList()));
      }
      return with(bare);
    }

    /** The documents of its ranking, each once, best first. */
    public List<String> ranked(Ranking ranking, RankingPlan plan) {
      return documents(rank(ranking, plan));
    }

    /** So many passages of it, packed. */
    Ranked packed(Ranking ranking, RankingPlan plan, int topK, Packing packing) {
      Ranked deep = rank(ranking, plan);
      return ranking.pack(deep, topK, packing, Deadline.after(PATIENCE)).await().atMost(PATIENCE);
    }

    private Ranked rank(Ranking ranking, RankingPlan plan) {
      return ranking
          .rank(question, lists, plan, Uni.createFrom().item(vector), Deadline.after(PATIENCE))
          .await()
          .atMost(PATIENCE);
    }

    /** The documents of a list, each once. */
    static List<String> documents(Ranked ranked) {
      if (ranked.degraded() != null) {
        throw new IllegalStateException(ranked.degraded());
      }
      return ranked.passages().stream()
          .map(p -> PassageId.nativeId(p.passage().id()))
          .distinct()
          .toList();
    }
  }

  /**
   * Opens the indexes of a folder.
   *
   * @param hybrid whether they are searched by vectors too
   */
  public List<Source> open(Path folder, boolean hybrid) throws IOException {
    List<Source> sources = new ArrayList<>();
    for (Path index : FilledIndexes.in(folder)) {
      sources.add(openOne(index, hybrid));
    }
    return sources;
  }

  /** Opens one index. */
  Source openOne(Path folder, boolean hybrid) {
    return indexes.open(folder, hybrid ? Embedders.DEFAULT_MODEL : null);
  }

  /** A source of passages that answer nothing. */
  Source noise(String name, List<String> texts) {
    WritableSource source = indexes.inMemory(name, Embedders.DEFAULT_MODEL);
    List<ChunkedDocument> documents = new ArrayList<>();
    for (String text : texts) {
      Vector vector =
          embedder().embedPassage(text, Deadline.after(PATIENCE)).await().atMost(PATIENCE);
      String id = name + "-" + documents.size();
      documents.add(
          new ChunkedDocument(
              new Document(id, null, null, text, null, Map.of()),
              id,
              List.of(new ChunkedDocument.Chunk(text, vector))));
    }
    source.write(documents).await().atMost(PATIENCE);
    return source;
  }

  Embedder embedder() {
    return embedders.find(Embedders.DEFAULT_MODEL).orElseThrow();
  }

  /** The pipeline of the server. */
  public Ranking ranking() {
    return ranking(embedders);
  }

  /** The same, and it keeps no vector of a passage. */
  Ranking forgetfulRanking() {
    ConfiguredEmbedders forgetful =
        LocalModels.of(timers, Map.of("tributary.embedding.\"minilm-l6-v2-q\".passage-cache", "0"));
    return ranking(forgetful);
  }

  private Ranking ranking(Embedders models) {
    return new DefaultRanking(
        models,
        Embedders.DEFAULT_MODEL,
        timers,
        new SimpleMeterRegistry(),
        RankingThreads.forThisMachine());
  }

  /** Asks every source for its own best passages. */
  public List<Case> ask(List<Source> sources, JudgedSet set, int limit) {
    List<Case> cases = new ArrayList<>();
    for (JudgedSet.Asked asked : set.questions()) {
      Question question = new Question(asked.text());
      Vector vector =
          embedder()
              .embedQuestion(question.text(), Deadline.after(PATIENCE))
              .await()
              .atMost(PATIENCE);
      List<SourceList> lists = new ArrayList<>();
      for (Source source : sources) {
        lists.add(new SourceList(source.name(), 1, 0, ask(source, question, vector, limit)));
      }
      cases.add(
          new Case(
              asked.id(), asked.home(), question, vector, lists, set.judged().get(asked.id())));
    }
    return cases;
  }

  private List<Passage> ask(Source source, Question question, Vector vector, int limit) {
    SearchRequest request =
        new SearchRequest(
            question, limit, null, Deadline.after(PATIENCE), Uni.createFrom().item(vector), true);
    return source.search(request).await().atMost(PATIENCE).passages().stream()
        .map(this::sharing)
        .toList();
  }

  /** The same passage with text and vector of the first that was read: else memory runs out. */
  private Passage sharing(Passage p) {
    Passage first = known.putIfAbsent(p.id(), p);
    return first == null ? p : like(p, first, first.vector());
  }

  /** A passage as its source scored it, with what another object of it holds. */
  private static Passage like(Passage scored, Passage held, @Nullable Vector vector) {
    return new Passage(
        scored.id(),
        scored.source(),
        held.title(),
        held.url(),
        held.text(),
        held.language(),
        held.metadata(),
        scored.signal(),
        scored.rawScore(),
        vector);
  }

  @Override
  public void close() {
    indexes.close();
  }
}
