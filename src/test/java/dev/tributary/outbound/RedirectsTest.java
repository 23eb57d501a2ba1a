package dev.tributary.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.outbound.HttpCallException.Reason;
import dev.tributary.source.http.StubApi;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedirectsTest extends CallerFixture {
  @Test
  void redirect_on_the_same_host_is_followed() {
    api.behave(
        r -> {
          if (r.path().equals("/")) {
            r.response().setStatusCode(302).putHeader("Location", "/there?q=a%20b").end("moved");
          } else {
            r.response().end(r.uri());
          }
        });
    assertThat(await(call(caller)).body().toString()).isEqualTo("/there?q=a%20b");
    assertThat(api.connections()).isEqualTo(1);
  }

  @Test
  void redirect_to_another_host_is_refused() {
    try (StubApi other = StubApi.start()) {
      redirectTo(other.uri() + "/");
      assertFails(call(caller), Reason.REFUSED, "another host");
      assertThat(other.connections()).isZero();
    }
  }

  @Test
  void redirect_to_a_metadata_address_is_refused() {
    redirectTo("http://169.254.169.254/latest/meta-data/");
    assertFails(call(caller), Reason.REFUSED, "another host");
  }

  @Test
  void redirect_in_circles_ends() {
    redirectTo("/");
    assertFails(call(caller), Reason.PROTOCOL, "circles");
    assertThat(api.seen()).hasSize(4);
  }

  @Test
  void redirect_to_nonsense_is_no_protocol() {
    redirectTo("http://[oops");
    assertFails(call(caller), Reason.PROTOCOL, "not a URL");
  }

  @Test
  void post_is_redirected_only_where_it_stays_a_post() {
    api.behave(
        r -> {
          int status = r.path().equals("/308") ? 308 : 302;
          if (r.path().equals("/there")) {
            r.response().end(r.method().name());
          } else {
            r.response().setStatusCode(status).putHeader("Location", "/there").end();
          }
        });
    HttpRequest kept = new HttpRequest("POST", "/308", Map.of(), Buffer.buffer("{}"));
    assertThat(await(caller.call(kept, soon())).body().toString()).isEqualTo("POST");
    assertThat(api.lastSeen().body()).isEqualTo("{}");
    HttpRequest changed = new HttpRequest("POST", "/302", Map.of(), Buffer.buffer("{}"));
    assertFails(caller.call(changed, soon()), Reason.REFUSED, "redirects a POST");
  }

  private void redirectTo(String location) {
    api.behave(r -> r.response().setStatusCode(302).putHeader("Location", location).end());
  }
}
