package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Who looks classes up by a name that a compiler of native images cannot see, and who has native
 * code, among the libraries that no extension of the platform takes care of. Whatever another
 * version of them brings is looked at by a person first.
 */
class LookupsByNameTest {
  static final List<String> LIBRARIES =
      List.of(
          "api-0",
          "tokenizers-",
          "onnxruntime-",
          "lucene-",
          "icu4j-",
          "langchain4j-",
          "jsoup-",
          "json-path-2",
          "json-smart-",
          "accessors-smart-",
          "client-1",
          "grpc-",
          "protobuf-java-",
          "vertx-pg-client-",
          "vertx-sql-client-",
          "scram-",
          "saslprep-",
          "stringprep-",
          "snakeyaml-");

  /** Packages of those who look up, and why nothing more has to be registered for them. */
  private static final Map<String, String> REVIEWED =
      Map.ofEntries(
          Map.entry("ai.djl.modality.audio", "sounds; only texts are tokenized"),
          Map.entry("ai.djl.modality.cv", "images, likewise"),
          Map.entry("ai.djl.translate", "models of DJL itself; only its tokenizer is used"),
          Map.entry("ai.djl.util", "helpers that a system property would name"),
          Map.entry("com.google.protobuf", "Java serialization, lite messages and Android"),
          Map.entry("com.ibm.icu.impl", "names of locales, and other places of resources"),
          Map.entry("com.ibm.icu.text", "names of locales and numbers in words"),
          Map.entry("io.grpc", "whether this is Android"),
          Map.entry("io.grpc.internal", "TXT records by JNDI, left out when it is not there"),
          Map.entry("io.grpc.netty", "whether Jetty is there, which it is not"),
          Map.entry("org.apache.lucene.analysis.snowball", "stemmers by name; ours are the light"),
          Map.entry("org.apache.lucene.store", "a stress test of locks on the command line"),
          Map.entry("org.apache.lucene.util", "attributes, which are registered; resources"),
          Map.entry("org.jsoup.helper", "whether RE2/J is there, which it is not"),
          Map.entry("org.yaml.snakeyaml.constructor", "beans; Jackson takes the parser alone"),
          Map.entry("org.yaml.snakeyaml.extensions.compactnotation", "the same"));

  @Test
  void everybody_who_looks_a_class_up_by_name_is_known() {
    SortedSet<String> packages = new TreeSet<>();
    classes()
        .filter(type -> type.methods().stream().anyMatch(LookupsByNameTest::looksUp))
        .forEach(type -> packages.add(packageOf(type)));

    assertThat(packages).containsExactlyInAnyOrderElementsOf(REVIEWED.keySet());
  }

  @Test
  void native_code_is_in_the_libraries_whose_hints_are_derived() {
    SortedSet<String> packages = new TreeSet<>();
    classes()
        .filter(type -> type.methods().stream().anyMatch(m -> m.flags().has(AccessFlag.NATIVE)))
        .forEach(type -> packages.add(packageOf(type)));

    assertThat(packages)
        .containsExactlyInAnyOrder(
            "ai.djl.engine.rust",
            "ai.djl.huggingface.tokenizers.jni",
            "ai.onnxruntime",
            "ai.onnxruntime.providers");
  }

  private static Stream<ClassModel> classes() {
    return LIBRARIES.stream()
        .flatMap(library -> Jar.named(library).stream())
        .flatMap(
            jar ->
                jar.entries().stream()
                    .filter(e -> e.endsWith(".class") && !e.startsWith("META-INF/"))
                    .map(e -> ClassFile.of().parse(jar.read(e))));
  }

  private static boolean looksUp(MethodModel method) {
    if (method.code().isEmpty()) {
      return false;
    }
    CodeElement before = null;
    for (CodeElement element : method.code().get()) {
      boolean constant =
          before instanceof ConstantInstruction c && c.constantValue() instanceof String;
      if (element instanceof InvokeInstruction call
          && call.owner().asInternalName().equals("java/lang/Class")
          && call.name().equalsString("forName")
          && !constant) {
        return true;
      }
      before = element instanceof Instruction ? element : before;
    }
    return false;
  }

  private static String packageOf(ClassModel type) {
    String name = type.thisClass().asInternalName().replace('/', '.');
    return name.substring(0, name.lastIndexOf('.'));
  }
}
