package dev.tributary.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Question;
import dev.tributary.retrieval.Retrieval;
import dev.tributary.retrieval.RetrievalObserver;
import dev.tributary.retrieval.Retriever;
import dev.tributary.retrieval.SourceCatalog;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What agents call: each call takes its arguments as a JSON object and comes to a JSON document.
 * The engine, the rules for values and the headers are those of {@code POST /retrieve}; a failure
 * is put into words by {@link ProblemText}.
 */
@ApplicationScoped
public class AgentDoor {
  private static final List<String> SEARCH = List.of("query");
  private static final List<String> FETCH = List.of("id");
  private static final List<String> RETRIEVE = List.of("question", "sources", "top_k", "filter");

  private final Retriever retriever;
  private final SourceCatalog catalog;
  private final PassageLookup passages;
  private final PublicUrl publicUrl;

  AgentDoor(
      Retriever retriever, SourceCatalog catalog, PassageLookup passages, PublicUrl publicUrl) {
    this.retriever = retriever;
    this.catalog = catalog;
    this.passages = passages;
    this.publicUrl = publicUrl;
  }

  record ResultsJson(List<ResultJson> results) {}

  record ResultJson(String id, String title, String url) {}

  /** {@code {"query"}} to {@code {"results": [{"id", "title", "url"}]}}. */
  public Uni<byte[]> search(byte[] arguments, HttpServerRequest http) {
    return Uni.createFrom()
        .deferred(() -> retrieve(RequestReader.read(question(arguments), Pointer.ROOT), http))
        .map(
            answer ->
                Json.write(
                    new ResultsJson(
                        answer.ranked().passages().stream()
                            .map(ranked -> result(ranked.passage(), http))
                            .toList())));
  }

  /**
   * {@code {"question", "sources"?, "top_k"?, "filter"?}} to what {@code POST /retrieve} answers.
   */
  public Uni<byte[]> retrieve(byte[] arguments, HttpServerRequest http) {
    return Uni.createFrom()
        .deferred(
            () -> {
              RetrievalCall call = RequestReader.read(read(arguments, RETRIEVE), Pointer.ROOT);
              return retrieve(call, http).map(answer -> RetrievalJson.of(answer, call));
            })
        .map(Json::write);
  }

  /** {@code {"id"}} to {@code {"id", "title", "text", "url", "metadata"}}. */
  public Uni<byte[]> fetch(byte[] arguments, HttpServerRequest http) {
    return Uni.createFrom()
        .deferred(() -> passage(text(read(arguments, FETCH), "id"), http))
        .map(passage -> Json.write(DocumentJson.of(passage, publicUrl.of(passage, http))));
  }

  private Uni<Retrieval> retrieve(RetrievalCall call, HttpServerRequest http) {
    return retriever
        .retrieve(RequestHeaders.passedOn(call, http).request(), RetrievalObserver.NONE)
        .invoke(answer -> passages.keep(answer, http));
  }

  private Uni<Passage> passage(String id, HttpServerRequest http) {
    if (!catalog.names().contains(PassageId.source(id))) {
      throw wrong(
          "id", "an id begins with the name of its source and a colon", id, catalog.names());
    }
    return passages
        .find(id, http)
        .map(found -> found.orElseThrow(() -> wrong("id", PassageLookup.NONE, id, List.of())));
  }

  private ResultJson result(Passage passage, HttpServerRequest http) {
    return new ResultJson(
        WellFormed.of(passage.id()), DocumentJson.title(passage), publicUrl.of(passage, http));
  }

  private static ObjectNode question(byte[] arguments) {
    String query = text(read(arguments, SEARCH), "query");
    try {
      return JsonNodeFactory.instance.objectNode().put("question", new Question(query).text());
    } catch (IllegalArgumentException e) {
      throw wrong("query", String.valueOf(e.getMessage()), query, List.of());
    }
  }

  private static ObjectNode read(byte[] arguments, List<String> known) {
    FieldErrors errors = new FieldErrors();
    Fields.Item item = new Fields.Item(Json.read(arguments), Pointer.ROOT);
    Fields.of(item, known, errors);
    errors.throwIfAny();
    return (ObjectNode) item.value();
  }

  private static String text(ObjectNode arguments, String name) {
    FieldErrors errors = new FieldErrors();
    @Nullable Fields fields =
        Fields.of(new Fields.Item(arguments, Pointer.ROOT), List.of(name), errors);
    @Nullable String text = fields == null ? null : fields.string(name);
    if (text == null && errors.isEmpty()) {
      errors.invalid(Pointer.field(Pointer.ROOT, name), name + " is required", null);
    }
    errors.throwIfAny();
    return String.valueOf(text);
  }

  private static InvalidRequest wrong(
      String field, String detail, String value, List<String> allowed) {
    return new InvalidRequest(
        List.of(new FieldError(Pointer.field(Pointer.ROOT, field), detail, value, allowed)), true);
  }
}
