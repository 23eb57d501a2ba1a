package dev.tributary.source.weaviate;

import java.io.IOException;
import java.net.URI;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * A Weaviate in a container, for machines with Docker: no package registry has one. Its library
 * takes it away when this process has ended, however that was.
 */
final class WeaviateContainer {
  private static final String IMAGE = "docker.io/semitechnologies/weaviate:1.35.7";
  private static final int PORT = 8080;

  private WeaviateContainer() {}

  /**
   * Its address, once it answers.
   *
   * @param key the only credential that it takes
   */
  static URI start(String key) throws IOException {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw new IOException("no package registry has one, and there is no Docker");
    }
    GenericContainer<?> weaviate =
        new GenericContainer<>(IMAGE)
            .withCommand("--host", "0.0.0.0", "--scheme", "http", "--port", String.valueOf(PORT))
            .withEnv("PERSISTENCE_DATA_PATH", "/var/lib/weaviate")
            .withEnv("CLUSTER_HOSTNAME", "node1")
            .withEnv("DEFAULT_VECTORIZER_MODULE", "none")
            .withEnv("DISABLE_TELEMETRY", "true")
            .withEnv("AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED", "false")
            .withEnv("AUTHENTICATION_APIKEY_ENABLED", "true")
            .withEnv("AUTHENTICATION_APIKEY_ALLOWED_KEYS", key)
            .withEnv("AUTHENTICATION_APIKEY_USERS", "tests")
            .withExposedPorts(PORT)
            .waitingFor(Wait.forHttp("/v1/.well-known/ready").forPort(PORT));
    weaviate.start();
    return URI.create("http://" + weaviate.getHost() + ":" + weaviate.getMappedPort(PORT));
  }
}
