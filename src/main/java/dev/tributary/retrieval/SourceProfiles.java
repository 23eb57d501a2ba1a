package dev.tributary.retrieval;

import dev.tributary.embedding.Embedder;
import dev.tributary.embedding.Embedders;
import dev.tributary.fanout.SourceOutcome;
import dev.tributary.fanout.SourceReport;
import dev.tributary.guard.BadConfiguration;
import dev.tributary.guard.Deadline;
import dev.tributary.passage.Passage;
import dev.tributary.passage.Question;
import dev.tributary.passage.Vector;
import dev.tributary.ranking.EmbeddedText;
import dev.tributary.ranking.RankingConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The profiles of all sources, learned from the answers that go by: nothing is asked for their
 * sake, and no source has to be able to do anything for it.
 *
 * <p>A passage that comes without a vector is embedded when nobody waits for the embedder, and only
 * in this process; a few at a time, the others are let go, as there will be more.
 */
@Singleton
class SourceProfiles {
  private static final int MOST = 10_000;
  private static final int MOST_EMBEDDED_AT_ONCE = 16;

  private final int samples;
  private final String model;
  private final Embedders embedders;
  private final Map<String, SourceProfile> profiles = new ConcurrentHashMap<>();
  private final AtomicInteger embedding = new AtomicInteger();

  SourceProfiles(RoutingConfig config, RankingConfig ranking, Embedders embedders) {
    this.samples = config.samples();
    this.model = ranking.model();
    this.embedders = embedders;
    if (samples < 0 || samples > MOST) {
      throw new BadConfiguration(
          "tributary.routing.samples", String.valueOf(samples), "0 to " + MOST);
    }
    if (samples > 0 && samples < SourceProfile.ENOUGH) {
      throw new BadConfiguration(
          "tributary.routing.samples",
          String.valueOf(samples),
          "0, or " + SourceProfile.ENOUGH + " to " + MOST + ": a smaller sample tells nothing");
    }
    if (samples > 0 && model.equals(Embedders.NONE)) {
      throw new BadConfiguration(
          "tributary.routing.samples",
          String.valueOf(samples),
          "0 while tributary.ranking.model is " + Embedders.NONE);
    }
  }

  /** Whether profiles are kept. */
  boolean areKept() {
    return samples > 0;
  }

  /** A question's vector in the space of the profiles. */
  Uni<Vector> vectorOf(Question question, Deadline deadline) {
    return embedders
        .find(model)
        .map(embedder -> embedder.embedQuestion(question.text(), deadline))
        .orElseGet(() -> Uni.createFrom().failure(new IllegalStateException("no model " + model)));
  }

  /** A source's profile; null while too little of it has been seen. */
  @Nullable SourceProfile of(String source) {
    SourceProfile profile = profiles.get(source);
    return profile == null || profile.sampled() < SourceProfile.ENOUGH ? null : profile;
  }

  /** Learns from what sources have returned. */
  void learn(List<SourceReport> reports) {
    for (SourceReport report : reports) {
      if (report.outcome() instanceof SourceOutcome.Ok ok) {
        SourceProfile profile =
            profiles.computeIfAbsent(report.source(), _ -> new SourceProfile(samples));
        ok.found().passages().forEach(passage -> learn(profile, passage));
      }
    }
  }

  private void learn(SourceProfile profile, Passage passage) {
    Vector vector = passage.vector();
    if (vector != null && vector.model().equals(model)) {
      profile.offer(passage.id(), vector);
    } else if (!profile.has(passage.id()) && !passage.text().isBlank()) {
      embedders
          .find(model)
          .filter(Embedder::isLocal)
          .ifPresent(embedder -> embed(embedder, profile, passage));
    }
  }

  private void embed(Embedder embedder, SourceProfile profile, Passage passage) {
    if (embedding.incrementAndGet() > MOST_EMBEDDED_AT_ONCE) {
      embedding.decrementAndGet();
      return;
    }
    embedder
        .embedPassage(EmbeddedText.of(passage), Deadline.after(Embedder.INGESTION_TIME))
        .onTermination()
        .invoke(embedding::decrementAndGet)
        .subscribe()
        // What could not be embedded is not learned.
        .with(vector -> profile.offer(passage.id(), vector), _ -> {});
  }
}
