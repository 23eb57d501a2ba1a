package dev.tributary.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.NestMembersAttribute;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.DirectMethodHandleDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which classes of the server a native image has to initialise when it runs, although it does so
 * with all others when it is built: those whose static fields come to hold, however indirectly,
 * what belongs to a library that is initialised when it runs.
 */
final class RunTimeInit {
  private static final Path SOURCES = Path.of("src/main/java");

  private final List<String> libraries;
  private final Map<String, ClassModel> own = new TreeMap<>();
  private final SortedSet<String> found = new TreeSet<>();

  private RunTimeInit(List<String> libraries) {
    this.libraries = libraries.stream().map(l -> l.replace('.', '/') + "/").toList();
  }

  /**
   * The classes.
   *
   * @param libraries the packages of libraries that are initialised when an image runs
   */
  static SortedSet<String> classes(List<String> libraries) {
    RunTimeInit init = new RunTimeInit(libraries);
    init.readOwn();
    int before;
    do {
      before = init.found.size();
      init.own.forEach(init::look);
    } while (init.found.size() > before);
    SortedSet<String> names = new TreeSet<>();
    init.found.forEach(name -> names.add(name.replace('/', '.')));
    return names;
  }

  private void readOwn() {
    try (Stream<Path> sources = Files.walk(SOURCES)) {
      for (Path source : sources.filter(s -> s.toString().endsWith(".java")).toList()) {
        String path = SOURCES.relativize(source).toString();
        read(path.substring(0, path.length() - ".java".length()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A class, and those that it is the host of. */
  private void read(String name) throws IOException {
    try (InputStream in = Jar.class.getClassLoader().getResourceAsStream(name + ".class")) {
      if (in == null) {
        return;
      }
      ClassModel model = ClassFile.of().parse(in.readAllBytes());
      own.put(name, model);
      for (var attribute : model.attributes()) {
        if (attribute instanceof NestMembersAttribute members) {
          for (var member : members.nestMembers()) {
            read(member.asInternalName());
          }
        }
      }
    }
  }

  private void look(String name, ClassModel type) {
    boolean isOne =
        type.superclass().filter(s -> isAtRunTime(s.asInternalName())).isPresent()
            || touches(name, "<clinit>", "()V", new HashSet<>());
    if (isOne) {
      found.add(name);
    }
  }

  /** Whether a method makes, calls or reads what is initialised at run time, or calls who does. */
  private boolean touches(String owner, String name, String type, Set<String> seen) {
    ClassModel model = own.get(owner);
    if (model == null || !seen.add(owner + name + type)) {
      return false;
    }
    return model.methods().stream()
        .filter(m -> m.methodName().equalsString(name) && m.methodType().equalsString(type))
        .anyMatch(m -> touches(m, seen));
  }

  private boolean touches(MethodModel method, Set<String> seen) {
    return method.code().stream()
        .flatMap(code -> code.elementStream())
        .anyMatch(element -> touches(element, seen));
  }

  private boolean touches(CodeElement element, Set<String> seen) {
    return switch (element) {
      case NewObjectInstruction made -> isAtRunTime(made.className().asInternalName());
      case FieldInstruction field -> isAtRunTime(field.owner().asInternalName());
      case InvokeInstruction call ->
          isAtRunTime(call.owner().asInternalName())
              || touches(
                  call.owner().asInternalName(),
                  call.name().stringValue(),
                  call.type().stringValue(),
                  seen);
      case InvokeDynamicInstruction lambda ->
          lambda.bootstrapArgs().stream()
              .filter(DirectMethodHandleDesc.class::isInstance)
              .map(DirectMethodHandleDesc.class::cast)
              .anyMatch(handle -> touchesLambda(handle, seen));
      default -> false;
    };
  }

  /** What a lambda of an initialiser does may be done by it; when not, nothing is lost. */
  private boolean touchesLambda(DirectMethodHandleDesc handle, Set<String> seen) {
    String descriptor = handle.owner().descriptorString();
    String owner = descriptor.substring(1, descriptor.length() - 1);
    return isAtRunTime(owner)
        || touches(owner, handle.methodName(), handle.lookupDescriptor(), seen);
  }

  private boolean isAtRunTime(String type) {
    return found.contains(type) || libraries.stream().anyMatch(type::startsWith);
  }
}
