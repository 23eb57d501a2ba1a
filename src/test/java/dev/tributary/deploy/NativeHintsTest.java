package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A native image is told what the class path says that it has to know. */
class NativeHintsTest {
  private static final Path FOLDER =
      Path.of("src/main/resources/META-INF/native-image/dev.tributary/tributary");

  @Test
  void what_is_looked_up_by_name_is_what_the_class_path_says() throws IOException {
    assertFile("reachability-metadata.json", NativeHints.render());
  }

  @Test
  void what_is_initialised_at_run_time_is_what_the_classes_say() throws IOException {
    assertFile("native-image.properties", NativeHints.arguments());
  }

  private static void assertFile(String name, String fresh) throws IOException {
    Path file = FOLDER.resolve(name);
    if (System.getProperty("docs.update") != null) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, fresh);
    }

    assertThat(file)
        .as("run ./mvnw test -Dtest=NativeHintsTest -Ddocs.update")
        .content()
        .isEqualTo(fresh);
  }

  @Test
  void own_class_that_holds_analysers_is_found_and_one_that_holds_none_is_not() {
    assertThat(RunTimeInit.classes(List.of("org.apache.lucene")))
        .contains("dev.tributary.text.Analyzers", "dev.tributary.text.StemmingAnalyzer")
        .doesNotContain("dev.tributary.passage.Passage", "dev.tributary.source.lucene.LuceneKind");
  }

  @Test
  void native_libraries_are_known_to_call_back() {
    assertThat(NativeHints.calledFromNativeCode())
        .contains(
            "ai.onnxruntime.OnnxTensor",
            "ai.onnxruntime.OrtException",
            "ai.onnxruntime.TensorInfo",
            "ai.djl.huggingface.tokenizers.jni.CharSpan",
            "java.lang.String");
    assertThat(NativeHints.attributesOfLucene())
        .contains("org.apache.lucene.analysis.tokenattributes.PackedTokenAttributeImpl");
  }

  @Test
  void every_resource_of_the_server_and_of_its_analysers_and_models_is_in_the_image()
      throws IOException {
    List<String> own;
    Path root = Path.of("src/main/resources");
    try (Stream<Path> files = Files.walk(root)) {
      own =
          files
              .filter(Files::isRegularFile)
              .map(f -> root.relativize(f).toString())
              .filter(f -> f.matches("(presets|demo|META-INF/mcp)/.*"))
              .toList();
    }
    List<String> models =
        Stream.of("langchain4j-embeddings-", "lucene-analysis-")
            .flatMap(library -> Jar.named(library).stream())
            .flatMap(jar -> jar.entries().stream())
            .filter(e -> !e.endsWith(".class") && !e.startsWith("META-INF/"))
            .filter(e -> !e.matches("README|bert-vocabulary-en.txt|module-info.*"))
            .toList();

    assertThat(own).isNotEmpty();
    assertThat(models).anyMatch(m -> m.endsWith(".onnx")).anyMatch(m -> m.endsWith(".txt"));
    assertThat(Stream.concat(own.stream(), models.stream()))
        .allMatch(NativeHintsTest::isInTheImage);
  }

  private static boolean isInTheImage(String resource) {
    return NativeHints.RESOURCES.stream()
        .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
        .anyMatch((PathMatcher glob) -> glob.matches(Path.of(resource)));
  }

  @Test
  void codecs_and_name_resolvers_are_found_by_their_services() throws IOException {
    Properties properties = new Properties();
    try (var in = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
      properties.load(in);
    }

    assertThat(properties.getProperty("quarkus.native.auto-service-loader-registration"))
        .isEqualTo("true");
  }
}
