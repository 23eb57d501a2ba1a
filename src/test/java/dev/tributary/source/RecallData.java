package dev.tributary.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tributary.passage.Vector;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * 2,000 passages and 50 questions with their vectors, the same for every store: from the folder in
 * {@code TRIBUTARY_EVAL_DATA}, embedded by the embedded model; where it is not set, synthetic ones.
 *
 * @param name of the data, which tells which of the two it is
 */
record RecallData(String name, List<String> texts, List<Vector> passages, List<Vector> questions) {
  static final int PASSAGES = 2_000;
  static final int QUESTIONS = 50;

  private static final int DIMENSIONS = 384;
  private static final int TOPICS = 100;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static RecallData get() throws IOException {
    String folder = System.getenv("TRIBUTARY_EVAL_DATA");
    return folder == null || folder.isBlank() ? synthetic() : of(Path.of(folder, "fed_core"));
  }

  /** The indexes of the passages with the greatest cosine, best first, by looking at all. */
  List<Integer> exact(Vector question, int limit) {
    return IntStream.range(0, passages.size())
        .boxed()
        .sorted(Comparator.comparing(i -> -passages.get(i).cosine(question)))
        .limit(limit)
        .toList();
  }

  private static RecallData of(Path set) throws IOException {
    List<String> texts =
        sample(set.resolve("corpus.jsonl.gz"), PASSAGES).stream()
            .map(one -> one.path("title").asText() + "\n" + one.path("text").asText())
            .toList();
    List<String> questions =
        sample(set.resolve("queries.jsonl.gz"), QUESTIONS).stream()
            .map(one -> one.path("text").asText())
            .toList();
    List<Vector> vectors = EmbeddedTexts.vectors(texts, questions);
    return new RecallData(
        "fed_core",
        texts,
        vectors.subList(0, texts.size()),
        vectors.subList(texts.size(), vectors.size()));
  }

  /** So many lines of a file, spread evenly over it. */
  private static List<JsonNode> sample(Path file, int count) throws IOException {
    List<String> lines;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines = reader.lines().toList();
    }
    List<JsonNode> sample = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sample.add(JSON.readTree(lines.get((int) ((long) i * lines.size() / count))));
    }
    return sample;
  }

  /** Unit vectors around 100 topics, as texts are: a uniform cloud would have no neighbours. */
  private static RecallData synthetic() {
    Random random = new Random(20_26);
    List<float[]> topics =
        IntStream.range(0, TOPICS).mapToObj(_ -> around(new float[DIMENSIONS], 1, random)).toList();
    List<String> texts = new ArrayList<>();
    List<Vector> passages = new ArrayList<>();
    for (int i = 0; i < PASSAGES; i++) {
      texts.add("synthetic passage " + i);
      passages.add(vector(topics.get(i % TOPICS), random));
    }
    List<Vector> questions =
        IntStream.range(0, QUESTIONS)
            .mapToObj(_ -> vector(topics.get(random.nextInt(TOPICS)), random))
            .toList();
    return new RecallData("synthetic", texts, passages, questions);
  }

  private static Vector vector(float[] topic, Random random) {
    float[] values = around(topic, 0.7, random);
    double length = 0;
    for (float value : values) {
      length += value * value;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= (float) Math.sqrt(length);
    }
    return new Vector(StoreRecall.MODEL, values);
  }

  private static float[] around(float[] center, double spread, Random random) {
    float[] values = new float[center.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = center[i] + (float) (spread * random.nextGaussian());
    }
    return values;
  }
}
