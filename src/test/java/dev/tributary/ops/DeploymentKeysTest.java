package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key and variable in {@code deploy} and {@code k8s} is one that the server reads. */
class DeploymentKeysTest {
  private static final Path MAIN = Path.of("src/main/java");
  private static final Pattern VARIABLE = Pattern.compile("\\b(TRIBUTARY|QUARKUS)_[A-Z0-9_]+");
  private static final Pattern PLATFORM_KEY = Pattern.compile("-D(quarkus\\.[a-z.-]+)");

  /** What the samples take from their environment. */
  private static final Map<String, String> ENVIRONMENT = Map.of("POSTGRES_PASSWORD", "sample");

  private static List<Path> properties() throws IOException {
    return deployed().filter(f -> f.toString().endsWith(".properties")).toList();
  }

  @ParameterizedTest
  @MethodSource("properties")
  void server_takes_every_key_with_its_value(Path file) throws IOException {
    SmallRyeConfigBuilder builder =
        builder()
            .withSources(
                new PropertiesConfigSource(file.toUri().toURL(), 300),
                new PropertiesConfigSource(ENVIRONMENT, "environment", 200));

    assertThatCode(builder::build).doesNotThrowAnyException();
  }

  @Test
  void server_reads_every_variable_and_every_key_of_the_platform_exists() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path file : deployed().toList()) {
      String text = Files.readString(file);
      VARIABLE.matcher(text).results().map(v -> v.group()).forEach(names::add);
      PLATFORM_KEY.matcher(text).results().map(k -> k.group(1)).forEach(names::add);
    }

    assertThat(names).contains("TRIBUTARY_API_KEYS_FILE", "QUARKUS_SHUTDOWN_DELAY");
    assertThat(platform())
        .containsAll(names.stream().filter(n -> !n.startsWith("TRIBUTARY_")).toList());
    for (String name : names) {
      if (name.startsWith("TRIBUTARY_")) {
        SmallRyeConfigBuilder builder =
            builder().withSources(new EnvConfigSource(Map.of(name, "true"), 300));
        assertThatCode(builder::build).as(name).doesNotThrowAnyException();
      }
    }
  }

  private static Stream<Path> deployed() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String root : List.of("deploy", "k8s")) {
      try (Stream<Path> all = Files.walk(Path.of(root))) {
        all.filter(Files::isRegularFile).forEach(files::add);
      }
    }
    return files.stream();
  }

  private static SmallRyeConfigBuilder builder() throws IOException {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .addDiscoveredConverters()
            .withCustomizers(new ConfigGate());
    mappings().forEach(builder::withMapping);
    return builder;
  }

  /** The interfaces of the server that keys are mapped to. */
  private static List<Class<?>> mappings() throws IOException {
    List<Class<?>> mappings = new ArrayList<>();
    try (Stream<Path> sources = Files.walk(MAIN)) {
      for (Path source : sources.filter(f -> f.toString().endsWith("Config.java")).toList()) {
        String name = MAIN.relativize(source).toString().replace(".java", "").replace('/', '.');
        Class<?> type = Class.forName(name, false, DeploymentKeysTest.class.getClassLoader());
        if (type.isAnnotationPresent(ConfigMapping.class)) {
          mappings.add(type);
        }
      }
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
    return mappings;
  }

  /** Keys and variables of the platform, as its own jars list them. */
  private static Set<String> platform() throws IOException {
    Pattern known = Pattern.compile("\"(?:property|environmentVariable)\"\\s*:\\s*\"([^\"]+)\"");
    Set<String> names = new TreeSet<>();
    for (URL model :
        DeploymentKeysTest.class
            .getClassLoader()
            .resources("META-INF/quarkus-config-doc/quarkus-config-model.json")
            .toList()) {
      try (var in = model.openStream()) {
        Matcher matcher = known.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        matcher.results().map(r -> r.group(1)).forEach(names::add);
      }
    }
    return names;
  }
}
