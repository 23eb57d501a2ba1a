package dev.tributary.api;

import static dev.tributary.retrieval.RetrievalRequest.DEFAULT_TOP_K;
import static dev.tributary.retrieval.RetrievalRequest.MAX_DEADLINE_MS;
import static dev.tributary.retrieval.RetrievalRequest.MAX_OTHER_WORDS;
import static dev.tributary.retrieval.RetrievalRequest.MAX_TOP_K;
import static dev.tributary.retrieval.RetrievalRequest.MIN_DEADLINE_MS;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.conversation.Turn;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Question;
import dev.tributary.passage.ReciprocalRank;
import dev.tributary.ranking.FusionMethod;
import dev.tributary.ranking.Packing;
import dev.tributary.ranking.Rerankers;
import dev.tributary.retrieval.RetrievalRequest;
import dev.tributary.retrieval.RetrievalRequest.RerankChoice;
import dev.tributary.retrieval.RetrievalRequest.SourceChoice;
import dev.tributary.retrieval.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a retrieval request strictly: every field that is unknown, of a wrong type or out of its
 * bounds is named, all of them at once.
 */
final class RequestReader {
  static final List<String> FIELDS =
      List.of(
          "question",
          "history",
          "queries",
          "top_k",
          "sources",
          "exclude_sources",
          "filter",
          "deadline_ms",
          "min_sources",
          "on_partial",
          "fusion",
          "rerank",
          "near_duplicates",
          "diversity",
          "max_per_source",
          "max_tokens",
          "join_chunks",
          "route",
          "include");

  private static final List<String> SOURCE_FIELDS =
      List.of("name", "limit", "wait_ms", "weight", "required");
  private static final List<String> FUSION_FIELDS = List.of("method", "k");
  private static final List<String> RERANK_FIELDS = List.of("model", "top_n", "threshold");
  private static final List<String> INCLUDES = List.of("contributions", "plan");
  private static final List<String> ON_PARTIAL = List.of("accept", "fail");
  private static final int MAX_SOURCES = 1_000;

  /** All but the question and what goes with it. */
  private static final List<String> DEFAULTS = FIELDS.subList(3, FIELDS.size());

  private static final Question ANY = new Question("any");

  private final FieldErrors errors;

  private RequestReader(FieldErrors errors) {
    this.errors = errors;
  }

  /**
   * The request in a body.
   *
   * @throws InvalidRequest when anything is wrong
   */
  static RetrievalCall read(byte[] body) {
    return read(Json.read(body), Pointer.ROOT);
  }

  /**
   * The request in a JSON object that stands somewhere in a document.
   *
   * @throws InvalidRequest when anything is wrong
   */
  static RetrievalCall read(JsonNode node, String pointer) {
    FieldErrors errors = new FieldErrors();
    RequestReader reader = new RequestReader(errors);
    Fields fields = Fields.of(new Fields.Item(node, pointer), FIELDS, errors);
    RetrievalCall call = fields == null ? null : reader.call(fields, reader.question(fields));
    errors.throwIfAny();
    if (call == null) {
      throw new IllegalStateException("a request without errors is complete");
    }
    return call;
  }

  /** Checks an object that holds what many requests have in common: all but the question. */
  static void checkDefaults(Fields.Item item, FieldErrors errors) {
    Fields fields = Fields.of(item, DEFAULTS, errors);
    if (fields != null) {
      new RequestReader(errors).call(fields, ANY);
    }
  }

  private @Nullable RetrievalCall call(Fields fields, @Nullable Question question) {
    Integer topK = fields.integer("top_k", 1, MAX_TOP_K);
    List<SourceChoice> sources = sources(fields);
    Set<String> excluded = excluded(fields);
    Fields.Item filterItem = fields.item("filter");
    Filter filter = filterItem == null ? null : new FilterReader(errors).read(filterItem);
    Integer deadline = fields.integer("deadline_ms", MIN_DEADLINE_MS, MAX_DEADLINE_MS);
    Integer minSources = fields.integer("min_sources", 0, MAX_SOURCES);
    boolean failOnPartial = "fail".equals(fields.word("on_partial", ON_PARTIAL));
    Fusion fusion = fusion(fields);
    RerankChoice rerank = rerank(fields);
    List<Turn> history = new HistoryReader(errors).turns(fields);
    List<Question> queries = queries(fields);
    Packing packing = PackingReader.read(fields, fusion.method());
    Route route = RouteReader.read(fields, errors, MAX_SOURCES);
    Set<String> include = include(fields);
    if (question == null || !errors.isEmpty()) {
      return null;
    }
    RetrievalRequest request =
        new RetrievalRequest(
                question,
                topK == null ? DEFAULT_TOP_K : topK,
                sources,
                excluded,
                filter,
                deadline == null ? null : Duration.ofMillis(deadline),
                minSources == null ? 1 : minSources,
                failOnPartial,
                fusion.method(),
                fusion.k())
            .packed(packing);
    request = rerank == null ? request : request.rerankedBy(rerank);
    request = history.isEmpty() ? request : request.inConversation(history);
    request = queries.isEmpty() ? request : request.inOtherWords(queries);
    request = route == null ? request : request.routed(route);
    return new RetrievalCall(request, include.contains("contributions"), include.contains("plan"));
  }

  private @Nullable Question question(Fields fields) {
    Fields.Item item = fields.item("question");
    if (item == null) {
      errors.invalid(fields.pointer("question"), "a question is required", null);
      return null;
    }
    return question(fields, item, "question");
  }

  private @Nullable Question question(Fields fields, Fields.Item item, String name) {
    String text = fields.string(item, name);
    if (text == null) {
      return null;
    }
    try {
      return new Question(text);
    } catch (IllegalArgumentException e) {
      errors.invalid(item.pointer(), String.valueOf(e.getMessage()), text);
      return null;
    }
  }

  private List<Question> queries(Fields fields) {
    List<Question> queries = new ArrayList<>();
    for (Fields.Item item : fields.items("queries", 0, MAX_OTHER_WORDS)) {
      Question query = question(fields, item, "a query");
      if (query != null) {
        queries.add(query);
      }
    }
    return queries;
  }

  private List<SourceChoice> sources(Fields fields) {
    List<SourceChoice> choices = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Fields.Item item : fields.items("sources", 1, MAX_SOURCES)) {
      SourceChoice choice = item.value().isTextual() ? named(item, fields) : chosen(item);
      if (choice == null) {
        continue;
      }
      if (names.add(choice.name())) {
        choices.add(choice);
      } else {
        errors.invalid(item.pointer(), "this source is named twice", choice.name());
      }
    }
    return choices;
  }

  private @Nullable SourceChoice named(Fields.Item item, Fields fields) {
    String name = fields.string(item, "a source");
    return name == null ? null : SourceChoice.of(name);
  }

  private @Nullable SourceChoice chosen(Fields.Item item) {
    Fields source = Fields.of(item, SOURCE_FIELDS, errors);
    if (source == null) {
      return null;
    }
    String name = source.string("name");
    Integer limit = source.integer("limit", 1, MAX_TOP_K);
    Integer wait = source.integer("wait_ms", 1, MAX_DEADLINE_MS);
    Double weight = source.number("weight", 0, 100);
    boolean required = source.flag("required");
    if (source.item("name") == null) {
      errors.invalid(source.pointer("name"), "a source has a name", null);
    }
    return name == null
        ? null
        : new SourceChoice(
            name, limit, wait == null ? null : Duration.ofMillis(wait), weight, required);
  }

  private Set<String> excluded(Fields fields) {
    Set<String> names = new HashSet<>();
    for (Fields.Item item : fields.items("exclude_sources", 0, MAX_SOURCES)) {
      String name = fields.string(item, "a source");
      if (name != null && !names.add(name)) {
        errors.invalid(item.pointer(), "this source is named twice", name);
      }
    }
    return names;
  }

  private record Fusion(FusionMethod method, int k) {
    static final Fusion DEFAULT = new Fusion(FusionMethod.POOLED, ReciprocalRank.DEFAULT_K);
  }

  private Fusion fusion(Fields fields) {
    Fields.Item item = fields.item("fusion");
    Fields fusion = item == null ? null : Fields.of(item, FUSION_FIELDS, errors);
    if (fusion == null) {
      return Fusion.DEFAULT;
    }
    Integer k = fusion.integer("k", 1, 1_000);
    String method = fusion.string("method");
    if (fusion.item("method") == null) {
      errors.invalid(
          fusion.pointer("method"), "a fusion has a method", null, FusionMethod.wireNames());
    }
    if (method != null && FusionMethod.of(method).isEmpty()) {
      errors.unserviceable(
          fusion.pointer("method"), "unknown fusion method", method, FusionMethod.wireNames());
    }
    return new Fusion(
        method == null ? FusionMethod.POOLED : FusionMethod.of(method).orElse(FusionMethod.POOLED),
        k == null ? ReciprocalRank.DEFAULT_K : k);
  }

  private @Nullable RerankChoice rerank(Fields fields) {
    Fields.Item item = fields.item("rerank");
    Fields rerank = item == null ? null : Fields.of(item, RERANK_FIELDS, errors);
    if (rerank == null) {
      return null;
    }
    String model = rerank.string("model");
    for (String name : RERANK_FIELDS.subList(1, RERANK_FIELDS.size())) {
      if (Rerankers.NONE.equals(model) && rerank.item(name) != null) {
        errors.invalid(rerank.pointer(name), "nobody judges when model is none", null);
      }
    }
    return new RerankChoice(
        model, rerank.integer("top_n", 1, MAX_TOP_K), rerank.number("threshold", 0, 1));
  }

  private Set<String> include(Fields fields) {
    Set<String> include = new HashSet<>();
    for (Fields.Item item : fields.items("include", 0, INCLUDES.size())) {
      String word = fields.word(item, "include", INCLUDES);
      if (word != null) {
        include.add(word);
      }
    }
    return include;
  }
}
