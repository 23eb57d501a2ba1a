package peer;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The bare calls: Quarkus's REST client asks all sources at once and reads their JSON, and that is
 * all. No deadline, limit, breaker, report or ranking.
 */
@Path("/retrieve")
@Singleton
public class Peer {
  private static final int N = Integer.parseInt(System.getenv("N"));

  private final Source source =
      QuarkusRestClientBuilder.newBuilder()
          .baseUri(URI.create(System.getenv("SRC")))
          .property("io.quarkus.rest.client.connection-pool-size", 64 * N)
          .build(Source.class);

  /** The API of the stub sources. */
  @Path("/s")
  public interface Source {
    @GET
    @Path("/{i}")
    Uni<JsonNode> ask(@PathParam("i") int i, @QueryParam("q") String question);
  }

  @GET
  @Produces("application/json")
  public Uni<Map<String, Object>> get(@QueryParam("q") String question) {
    return Uni.join()
        .all(IntStream.range(0, N).mapToObj(i -> source.ask(i, question)).toList())
        .andFailFast()
        .map(Peer::first);
  }

  private static Map<String, Object> first(List<JsonNode> answers) {
    return Map.of("passages", answers.getFirst().get("results"));
  }
}
