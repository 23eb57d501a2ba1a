package dev.tributary.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import dev.tributary.passage.Passage;
import dev.tributary.ranking.Contribution;
import dev.tributary.ranking.Ranked;
import dev.tributary.ranking.RankedPassage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A passage as it is written; metadata in order of keys, so that equal passages are equal bytes.
 */
record PassageJson(
    String id,
    @Nullable String title,
    @Nullable String url,
    String text,
    double score,
    @Nullable Double rerankScore,
    String source,
    List<String> sources,
    Map<String, Object> metadata,
    @Nullable List<ContributionJson> contributions)
    implements WrittenByHand {

  @Override
  public void writeFields(JsonGenerator out, SerializerProvider mapper) throws IOException {
    WrittenByHand.text(out, "id", id);
    WrittenByHand.text(out, "title", title);
    WrittenByHand.text(out, "url", url);
    WrittenByHand.text(out, "text", text);
    out.writeNumberField("score", score);
    if (rerankScore != null) {
      out.writeNumberField("rerank_score", rerankScore);
    }
    WrittenByHand.text(out, "source", source);
    out.writeFieldName("sources");
    out.writeStartArray();
    for (String one : sources) {
      out.writeString(one);
    }
    out.writeEndArray();
    WrittenByHand.object(out, mapper, "metadata", metadata);
    WrittenByHand.object(out, mapper, "contributions", contributions);
  }

  static List<PassageJson> of(Ranked ranked, boolean contributions) {
    List<PassageJson> written = new ArrayList<>(ranked.passages().size());
    for (RankedPassage passage : ranked.passages()) {
      written.add(of(passage, contributions));
    }
    return written;
  }

  private static PassageJson of(RankedPassage ranked, boolean contributions) {
    Passage passage = ranked.passage();
    return new PassageJson(
        WellFormed.of(passage.id()),
        wellFormed(passage.title()),
        wellFormed(passage.url()),
        WellFormed.of(passage.text()),
        ranked.score(),
        ranked.rerankScore(),
        passage.source(),
        ranked.sources(),
        metadata(passage.metadata()),
        contributions ? ranked.contributions().stream().map(ContributionJson::of).toList() : null);
  }

  static Map<String, Object> metadata(Map<String, Object> metadata) {
    if (metadata.isEmpty()) {
      return metadata;
    }
    Map<String, Object> sorted = new TreeMap<>();
    metadata.forEach((key, value) -> sorted.put(WellFormed.of(key), value(value)));
    return sorted;
  }

  private static Object value(Object value) {
    return switch (value) {
      case String text -> WellFormed.of(text);
      case List<?> list -> list.stream().map(one -> value((Object) one)).toList();
      case Object other -> other;
    };
  }

  private static @Nullable String wellFormed(@Nullable String text) {
    return text == null ? null : WellFormed.of(text);
  }

  /** What one signal added to a score. */
  record ContributionJson(
      @Nullable String source,
      @Nullable Integer rank,
      @Nullable Double rawScore,
      String signal,
      double weight,
      double part) {
    static ContributionJson of(Contribution c) {
      return new ContributionJson(
          c.source(), c.rank(), c.rawScore(), c.signal().wireName(), c.weight(), c.part());
    }
  }
}
