package dev.tributary.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a native image has to be told, derived from the class path: what native libraries look up,
 * what Lucene makes by name, what is written as JSON, and what is read as a resource.
 */
final class NativeHints {
  /** The libraries that call back into Java. */
  private static final List<String> WITH_NATIVE_CODE = List.of("onnxruntime-", "tokenizers-");

  /** The same libraries' classes, and those beside which they stand. */
  private static final List<String> CALLED_BACK = List.of("onnxruntime-", "tokenizers-", "api-");

  /** The platforms that images are made for. */
  private static final Pattern LINUX =
      Pattern.compile("(ai/onnxruntime/native|native/lib)/linux-(x64|x86_64|aarch64)/.+\\.so");

  private static final Pattern JAVA_CLASS = Pattern.compile("java/(?:lang|util)/[A-Z][A-Za-z]*");

  /** Read by name while the server runs. */
  static final List<String> RESOURCES =
      List.of(
          "demo/**",
          "presets/**",
          "META-INF/mcp/*",
          "*.onnx",
          "*-tokenizer.json",
          "ai/onnxruntime/native/linux-aarch64/*",
          "ai/onnxruntime/native/linux-x64/*",
          "native/lib/linux-aarch64/cpu/*",
          "native/lib/linux-x86_64/cpu/*",
          "native/lib/tokenizers.properties",
          "com/ibm/icu/ICUConfig.properties",
          "com/ibm/icu/impl/data/icudata/*.icu",
          "com/ibm/icu/impl/data/icudata/*.nrm",
          "com/ibm/icu/impl/data/icudata/brkitr/*",
          "org/apache/lucene/analysis/**");

  /** They look at the machine, or load native code, while their classes are initialised. */
  static final List<String> AT_RUN_TIME =
      List.of(
          "ai.djl",
          "ai.onnxruntime",
          "com.aayushatharva.brotli4j",
          "com.ibm.icu",
          "io.netty.handler.codec.compression.Brotli",
          "io.qdrant",
          "org.apache.lucene");

  private NativeHints() {}

  /** The file of arguments, which GraalVM finds in the jar as well. */
  static String arguments() {
    List<String> atRunTime = new ArrayList<>(AT_RUN_TIME);
    atRunTime.addAll(RunTimeInit.classes(AT_RUN_TIME));
    return "Args = --initialize-at-run-time=\\\n  " + String.join(",\\\n  ", atRunTime) + "\n";
  }

  /** The file of what is looked up by name. */
  static String render() {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    ArrayNode reflection = root.putArray("reflection");
    for (String type : calledFromNativeCode()) {
      all(reflection.addObject().put("type", type).put("jniAccessible", true))
          .put("allDeclaredFields", true);
    }
    for (String type : attributesOfLucene()) {
      reflection.addObject().put("type", type).put("allDeclaredConstructors", true);
    }
    for (String type : recordsOfTheContract()) {
      all(reflection.addObject().put("type", type)).put("allDeclaredFields", true);
    }
    ArrayNode resources = root.putArray("resources");
    RESOURCES.forEach(glob -> resources.addObject().put("glob", glob));
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
    try {
      return mapper.writer(printer).writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode all(ObjectNode type) {
    return type.put("allDeclaredConstructors", true).put("allDeclaredMethods", true);
  }

  /** Classes whose names stand in the native libraries: what those find by JNI. */
  static Set<String> calledFromNativeCode() {
    Set<String> found = new TreeSet<>();
    List<String> candidates =
        CALLED_BACK.stream()
            .flatMap(j -> Jar.named(j).stream())
            .flatMap(j -> j.classes().stream())
            .filter(name -> name.startsWith("ai."))
            .toList();
    for (String library : WITH_NATIVE_CODE) {
      for (Jar jar : Jar.named(library)) {
        for (String entry : jar.entries()) {
          if (LINUX.matcher(entry).matches()) {
            String bytes = new String(jar.read(entry), StandardCharsets.ISO_8859_1);
            candidates.stream()
                .filter(name -> names(bytes, name.replace('.', '/')))
                .forEach(found::add);
            JAVA_CLASS
                .matcher(bytes)
                .results()
                .map(r -> longestClass(r.group()))
                .forEach(name -> name.ifPresent(found::add));
          }
        }
      }
    }
    return found;
  }

  /** Whether a class is named, and not merely another whose name begins like it. */
  private static boolean names(String bytes, String name) {
    Matcher matcher = Pattern.compile(Pattern.quote(name) + "(?![A-Z$])").matcher(bytes);
    return matcher.find();
  }

  /**
   * Rust puts texts one behind the other, so that a name may be followed by what is no part of it.
   */
  private static Optional<String> longestClass(String found) {
    for (int end = found.length(); end > "java/lang/".length(); end--) {
      String name = found.substring(0, end).replace('/', '.');
      try {
        return Optional.of(Class.forName(name, false, null).getName());
      } catch (ClassNotFoundException | LinkageError _) {
        // One character less.
      }
    }
    return Optional.empty();
  }

  /** Lucene makes an attribute of its interface's name and the ending "Impl". */
  static Set<String> attributesOfLucene() {
    Set<String> found = new TreeSet<>();
    Class<?> attribute = Jar.load("org.apache.lucene.util.AttributeImpl");
    Jar.named("lucene-").stream()
        .flatMap(jar -> jar.classes().stream())
        .filter(name -> name.endsWith("Impl"))
        .map(Jar::load)
        .filter(attribute::isAssignableFrom)
        .filter(type -> !Modifier.isAbstract(type.getModifiers()))
        .forEach(type -> found.add(type.getName()));
    return found;
  }

  /**
   * What Jackson may write or read by reflection: every record of the room that knows JSON, and of
   * the one whose report it writes as it is.
   */
  static Set<String> recordsOfTheContract() {
    Set<String> found = new TreeSet<>();
    for (String room : List.of("api", "evaluation")) {
      try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/tributary", room))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.endsWith("package-info.java"))
            .map(file -> Path.of("src/main/java").relativize(file).toString())
            .map(file -> file.replace(".java", "").replace('/', '.'))
            .forEach(name -> records(Jar.load(name), found));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found;
  }

  private static void records(Class<?> type, Collection<String> found) {
    if (type.isRecord()) {
      found.add(type.getName());
    }
    for (Class<?> nested : type.getDeclaredClasses()) {
      records(nested, found);
    }
  }
}
