import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;
import org.opensearch.transport.Netty4Plugin;

/**
 * A node of OpenSearch with k-NN, on the loopback address: {@code OpenSearchServer <folder>
 * <port>}. Port 0 is any that is free; {@code READY <port>} on standard output says when it
 * answers. It ends when its standard input does, so also when who started it has died.
 */
public final class OpenSearchServer {
  private OpenSearchServer() {}

  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]);
    Files.createDirectories(home.resolve("config"));
    Settings settings =
        Settings.builder()
            .put("path.home", home)
            .put("cluster.name", "tributary-tests")
            .put("node.name", "only")
            .put("discovery.type", "single-node")
            .put("transport.type", "netty4")
            .put("http.type", "netty4")
            .put("network.host", "127.0.0.1")
            .put("http.port", arguments[1])
            .put("transport.port", "0")
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .put("action.auto_create_index", false)
            .build();
    Node node = new LocalNode(new Environment(settings, home.resolve("config")));
    node.start();
    HttpServerTransport http = node.injector().getInstance(HttpServerTransport.class);
    System.out.println("READY " + http.boundAddress().publishAddress().getPort());
    awaitEndOfInput();
    // What is on disk is meant to survive a crash: nothing to close in order.
    Runtime.getRuntime().halt(0);
  }

  private static void awaitEndOfInput() throws IOException {
    while (System.in.read() >= 0) {
      continue;
    }
  }

  private static final class LocalNode extends Node {
    LocalNode(Environment environment) throws ClassNotFoundException {
      super(environment, plugins(), true);
    }

    private static Collection<Class<? extends Plugin>> plugins() throws ClassNotFoundException {
      // Comes in an archive of jars, which is unpacked beside these classes.
      Class<?> vectors = Class.forName("org.opensearch.knn.plugin.KNNPlugin");
      return List.of(
          Netty4Plugin.class, CommonAnalysisPlugin.class, vectors.asSubclass(Plugin.class));
    }
  }
}
