package dev.tributary.api;

import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An address for passages that have none of their own: agents cite what they are given. */
@ApplicationScoped
class PublicUrl {
  private final @Nullable String configured;

  PublicUrl(AgentConfig config) {
    configured = config.publicUrl().map(url -> url.replaceAll("/+$", "")).orElse(null);
  }

  /**
   * Where it can be read, on this server if nowhere else: {@link DocumentResource}; never empty.
   */
  String of(Passage passage, HttpServerRequest request) {
    String own = passage.url();
    if (own != null && !own.isBlank()) {
      return WellFormed.of(own);
    }
    String document =
        URLEncoder.encode(PassageId.nativeId(passage.id()), StandardCharsets.UTF_8)
            .replace("+", "%20");
    String part = PassageId.part(passage.id());
    return base(request)
        + "/sources/"
        + passage.source()
        + "/documents/"
        + document
        + (part.isEmpty() ? "" : "?chunk=" + part);
  }

  /** As the client itself calls this server, unless the operator knows better. */
  private String base(HttpServerRequest request) {
    if (configured != null) {
      return configured;
    }
    @Nullable HostAndPort authority = request.authority();
    return request.scheme() + "://" + (authority == null ? "localhost" : authority);
  }
}
