package dev.tributary.source.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A MediaWiki of a test's own, on SQLite, in a temporary folder, served by PHP on loopback. It ends
 * with this JVM, however that ends: its shell waits for a pipe that only we hold open.
 *
 * <p>Where MediaWiki is missing, {@code .ci/mediawiki} brings it.
 */
final class MediaWikiServer implements AutoCloseable {
  /** When all pages were changed last. */
  static final String CHANGED = "2026-01-02T03:04:05Z";

  private static final int PATIENCE_SECONDS = 120;

  private final Path folder;
  private final int port;
  private final Process shell;

  private MediaWikiServer(Path folder, int port, Process shell) {
    this.folder = folder;
    this.port = port;
    this.shell = shell;
  }

  /**
   * A wiki with pages; the test is aborted where there can be none.
   *
   * @param pages their wikitext by their title
   */
  static MediaWikiServer start(Map<String, String> pages) throws IOException {
    Path wiki = unpacked();
    Assumptions.assumeTrue(
        Files.exists(wiki.resolve("api.php")) && hasPhp(),
        "no MediaWiki with PHP; .ci/mediawiki brings it");
    Path folder = Files.createTempDirectory("mediawiki");
    int port = freePort();
    run(
        folder,
        "php",
        wiki + "/maintenance/install.php",
        "--dbtype=sqlite",
        "--dbpath=" + folder,
        "--confpath=" + folder,
        "--server=http://127.0.0.1:" + port,
        "--scriptpath=",
        "--pass=of-a-test-alone",
        "Rivers",
        "Admin");
    Files.writeString(
        folder.resolve("LocalSettings.php"),
        """

        $wgMainCacheType = CACHE_NONE;
        $wgJobRunRate = 0;
        wfLoadExtension('TextExtracts', '%s/extensions-core/TextExtracts/extension.json');
        """
            .formatted(wiki),
        StandardOpenOption.APPEND);
    Path dump = Files.writeString(folder.resolve("dump.xml"), dump(pages));
    run(folder, "php", wiki + "/maintenance/importDump.php", dump.toString());
    run(folder, "php", wiki + "/maintenance/rebuildtextindex.php");
    String serve = "php -S 127.0.0.1:" + port + " -t " + wiki;
    Process shell =
        command(
                folder,
                "sh",
                "-c",
                serve + " & server=$!; cat >/dev/null; kill $server; wait $server")
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    MediaWikiServer server = new MediaWikiServer(folder, port, shell);
    server.awaitReady();
    return server;
  }

  /** Its action API. */
  URI api() {
    return URI.create("http://127.0.0.1:" + port + "/api.php");
  }

  @Override
  public void close() throws IOException {
    shell.getOutputStream().close();
    try {
      shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
    }
  }

  private static String dump(Map<String, String> pages) {
    return pages.entrySet().stream()
        .map(
            page ->
                """
                <page><title>%s</title><ns>0</ns><revision><timestamp>%s</timestamp>
                <contributor><username>Somebody</username></contributor>
                <model>wikitext</model><format>text/x-wiki</format>
                <text xml:space="preserve">%s</text></revision></page>
                """
                    .formatted(escaped(page.getKey()), CHANGED, escaped(page.getValue())))
        .collect(
            Collectors.joining(
                "",
                "<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-0.11/\" version=\"0.11\""
                    + " xml:lang=\"en\">",
                "</mediawiki>"));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private void awaitReady() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException refused) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException("PHP does not serve", refused);
        }
        LockSupport.parkNanos(20_000_000);
      }
    }
  }

  private static Path unpacked() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path caches =
        cache == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
    return caches.resolve("tributary/mediawiki/usr/share/mediawiki");
  }

  private static boolean hasPhp() {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(bin -> Files.isExecutable(Path.of(bin, "php")));
  }

  private static ProcessBuilder command(Path folder, String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Where it finds, or is to find, its configuration.
    builder.environment().put("MW_CONFIG_FILE", folder.resolve("LocalSettings.php").toString());
    return builder;
  }

  private static void run(Path folder, String... command) throws IOException {
    Process process = command(folder, command).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
