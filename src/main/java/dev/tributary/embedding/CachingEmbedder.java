package dev.tributary.embedding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tributary.embedding.EmbeddingException.Reason;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.SingleFlight;
import dev.tributary.guard.TimeLimit;
import dev.tributary.guard.Timers;
import dev.tributary.passage.Vector;
import io.smallrye.mutiny.Uni;
import java.text.Normalizer;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Any encoder as an {@link Embedder}: with its prefixes, its caches, and the time that each caller
 * has.
 *
 * <ul>
 *   <li>A question is known again by a hash of its text in normal form C with white space
 *       collapsed, and that form is what is embedded; a passage by a hash of its text as it is. So
 *       an entry takes what its vector takes, however long the text. Failures are not kept.
 *   <li>Callers who want the same at the same time share one computation. Each is answered at the
 *       deadline that is his own, and leaves without disturbing the others; when the last has left
 *       the computation is cancelled, and nothing is computed for the dead.
 *   <li>A question waits at most {@link EmbedderSettings#waitTime}, whatever its deadline: a model
 *       that is still being loaded costs the first answers their vectors, not their time.
 * </ul>
 *
 * <p>The caches are Caffeine's, which stands on the class path anyway: it keeps what is asked again
 * and again while an ingestion puts a million passages through that are seen once.
 */
final class CachingEmbedder implements Embedder {
  private static final Pattern WHITE_SPACE =
      Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Duration CHECK = Duration.ofSeconds(30);

  private final EmbedderSettings settings;
  private final Encoder encoder;
  private final Timers timers;
  private final Cache<ContentHash, Vector> questions;
  private final Cache<ContentHash, Vector> passages;
  private final SingleFlight<Work, Vector> flights = new SingleFlight<>();

  CachingEmbedder(EmbedderSettings settings, Encoder encoder, Timers timers) {
    this.settings = settings;
    this.encoder = encoder;
    this.timers = timers;
    this.questions = cache(settings.questionCache());
    this.passages = cache(settings.passageCache());
  }

  @Override
  public String model() {
    return settings.model();
  }

  @Override
  public boolean isLocal() {
    return encoder.isLocal();
  }

  @Override
  public Uni<Vector> embedQuestion(String text, Deadline deadline) {
    return Uni.createFrom()
        .deferred(
            () -> {
              String normal = normalised(text);
              return vector(
                  questions,
                  ContentHash.of(normal),
                  settings.prefixes().question() + normal,
                  Lane.QUESTION,
                  deadline.cap(settings.waitTime()));
            });
  }

  @Override
  public Uni<Vector> embedPassage(String text, Deadline deadline) {
    return Uni.createFrom()
        .deferred(
            () ->
                vector(
                    passages,
                    ContentHash.of(text),
                    settings.prefixes().passage() + text,
                    Lane.ofPassage(deadline),
                    deadline.remaining()));
  }

  @Override
  public Uni<Void> check() {
    return limited(encoder.encode(settings.prefixes().question() + "check", Lane.QUESTION), CHECK)
        .replaceWithVoid();
  }

  @Override
  public String toString() {
    return "Embedder(" + settings + ")";
  }

  private Uni<Vector> vector(
      Cache<ContentHash, Vector> cache, ContentHash key, String text, Lane lane, Duration left) {
    Vector known = cache.getIfPresent(key);
    if (known != null) {
      return Uni.createFrom().item(known);
    }
    Uni<Vector> shared =
        flights.share(
            new Work(key, lane),
            // Not the caller's own: others may join, and it ends when the last of them leaves.
            Deadline.after(lane.longest(), timers::nanoTime),
            () ->
                encoder
                    .encode(text, lane)
                    .map(values -> new Vector(settings.model(), values))
                    .invoke(vector -> cache.put(key, vector)));
    return limited(shared, left);
  }

  private <T> Uni<T> limited(Uni<T> work, Duration limit) {
    return TimeLimit.of(
        work,
        limit,
        timers,
        () ->
            new EmbeddingException(
                Reason.TIMEOUT,
                "model \"%s\" gave no vector within %d ms"
                    .formatted(settings.model(), limit.toMillis()),
                null));
  }

  private static String normalised(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    return WHITE_SPACE.matcher(composed).replaceAll(" ").strip();
  }

  private static Cache<ContentHash, Vector> cache(int entries) {
    // Housekeeping is some microseconds, so it needs no other thread.
    return Caffeine.newBuilder().maximumSize(entries).executor(Runnable::run).build();
  }

  /** What makes two computations the same; a text that waits behind others is another one. */
  private record Work(ContentHash key, Lane lane) {}
}
