import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.http.HttpServerTransport;
import org.elasticsearch.node.LocalNode;
import org.elasticsearch.node.Node;
import org.elasticsearch.transport.netty4.Netty4Plugin;

/**
 * A node of Elasticsearch on the loopback address: {@code ElasticsearchServer <folder> <port>}.
 * Port 0 is any that is free; {@code READY <port>} on standard output says when it answers. It ends
 * when its standard input does, so also when who started it has died.
 */
public final class ElasticsearchServer {
  private ElasticsearchServer() {}

  public static void main(String[] arguments) throws Exception {
    LogConfigurator.configureESLogging();
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
    Node node =
        new LocalNode(
            new Environment(settings, home.resolve("config")),
            List.of(new Netty4Plugin(), new AnalysisStandIn()));
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
}
