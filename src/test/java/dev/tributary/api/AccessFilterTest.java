package dev.tributary.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(AccessFilterTest.WithKeys.class)
class AccessFilterTest {
  /** The file holds the hashes of these two; they open nothing else. */
  private static final String ANA = "test-key-of-ana";

  private static final String RUI = "test-key-of-rui";

  public static class WithKeys implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("tributary.api-keys-file", "src/test/resources/access/api-keys");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/retrieve",
        "/sources",
        "/q/metrics",
        "/q/openapi",
        "/q/",
        "/nowhere",
        "/q/health/../metrics",
        "//q/metrics",
        "/Q/health",
        "/q/healthy"
      })
  void no_path_is_open_but_health(String path) {
    given()
        .urlEncodingEnabled(false)
        .get(path)
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .header("WWW-Authenticate", equalTo("Bearer realm=\"tributary\""))
        .header("Cache-Control", equalTo("no-store"))
        .body("status", equalTo(401))
        .body("title", equalTo("Unauthorized"))
        .body("detail", containsString("X-API-Key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/health", "/q/health/live", "/q/health/ready"})
  void health_is_open(String path) {
    given().get(path).then().statusCode(not(equalTo(401)));
  }

  @Test
  void a_key_opens_by_either_header() {
    given().header("Authorization", "Bearer " + ANA).get("/q/metrics").then().statusCode(200);
    given().header("authorization", "bearer " + ANA).get("/q/metrics").then().statusCode(200);
    given().header("X-API-Key", ANA).get("/q/metrics").then().statusCode(200);
  }

  @Test
  void an_unknown_key_is_refused_and_not_repeated() {
    given()
        .header("Authorization", "Bearer no-such-key")
        .get("/q/metrics")
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", containsString("invalid_token"))
        .body(not(containsString("no-such-key")));
  }

  @Test
  void trying_a_source_needs_an_admin() {
    given()
        .header("X-API-Key", ANA)
        .post("/sources/docs/check")
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .body("instance", equalTo("/sources/docs/check"));
    given()
        .header("X-API-Key", RUI)
        .post("/sources/docs/check")
        .then()
        .statusCode(not(equalTo(403)));
  }
}
