package dev.tributary.docs;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Interfaces and enums as they are written, with their Javadoc; nothing is compiled. */
final class MappingSource {
  /**
   * An interface or an enum.
   *
   * @param name with the types around it, such as {@code LuceneConfig.Index}
   */
  record Type(
      String name,
      @Nullable String prefix,
      String doc,
      List<String> parents,
      List<Key> keys,
      List<String> constants) {}

  /** A method of an interface. */
  record Key(
      String method,
      String type,
      String doc,
      @Nullable String named,
      @Nullable String byDefault,
      boolean parentName) {}

  private MappingSource() {}

  /** All interfaces and enums below a folder, by name. */
  static Map<String, Type> read(Path folder) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (Stream<Path> files = Files.walk(folder);
        StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<Path> sources = files.filter(f -> f.toString().endsWith(".java")).toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(sources));
      DocTrees docs = DocTrees.instance(task);
      Map<String, Type> types = new TreeMap<>();
      Map<String, String> constants = new TreeMap<>();
      Iterable<? extends CompilationUnitTree> units = task.parse();
      units.forEach(unit -> new Constants(constants).scan(unit, null));
      units.forEach(unit -> new Scanner(docs, constants, types).scan(unit, null));
      return types;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Finds what {@code A.B} stands for in an annotation. */
  private static final class Constants extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final Map<String, String> constants;

    Constants(Map<String, String> constants) {
      this.constants = constants;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void nothing) {
      if (tree.getInitializer() instanceof LiteralTree literal
          && getCurrentPath().getParentPath().getLeaf() instanceof ClassTree owner) {
        constants.put(
            owner.getSimpleName() + "." + tree.getName(), String.valueOf(literal.getValue()));
      }
      return super.visitVariable(tree, nothing);
    }
  }

  private static final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final DocTrees docs;
    private final Map<String, String> constants;
    private final Map<String, Type> types;

    Scanner(DocTrees docs, Map<String, String> constants, Map<String, Type> types) {
      this.docs = docs;
      this.constants = constants;
      this.types = types;
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
      if (tree.getKind() == Tree.Kind.INTERFACE || tree.getKind() == Tree.Kind.ENUM) {
        Type type = type(tree);
        types.put(type.name(), type);
      }
      return super.visitClass(tree, nothing);
    }

    private Type type(ClassTree tree) {
      List<Key> keys = new ArrayList<>();
      List<String> constants = new ArrayList<>();
      for (Tree member : tree.getMembers()) {
        if (member instanceof MethodTree method && method.getParameters().isEmpty()) {
          keys.add(key(method));
        } else if (tree.getKind() == Tree.Kind.ENUM
            && member instanceof VariableTree constant
            && constant.getType().toString().equals(tree.getSimpleName().toString())) {
          constants.add(constant.getName().toString());
        }
      }
      return new Type(
          name(),
          annotation(tree.getModifiers(), "ConfigMapping").orElse(null),
          doc(getCurrentPath()),
          tree.getImplementsClause().stream().map(Tree::toString).toList(),
          keys,
          constants);
    }

    private String name() {
      List<String> names = new ArrayList<>();
      for (Tree around : getCurrentPath()) {
        if (around instanceof ClassTree type) {
          names.addFirst(type.getSimpleName().toString());
        }
      }
      return String.join(".", names);
    }

    private Key key(MethodTree method) {
      ModifiersTree modifiers = method.getModifiers();
      return new Key(
          method.getName().toString(),
          String.valueOf(method.getReturnType()),
          doc(new TreePath(getCurrentPath(), method)),
          annotation(modifiers, "WithName").orElse(null),
          annotation(modifiers, "WithDefault").orElse(null),
          annotation(modifiers, "WithParentName").isPresent());
    }

    private String doc(TreePath path) {
      String comment = docs.getDocComment(path);
      return comment == null ? "" : comment.strip();
    }

    /** The annotation's only value; empty text when it has none. */
    private Optional<String> annotation(ModifiersTree modifiers, String name) {
      return modifiers.getAnnotations().stream()
          .filter(a -> a.getAnnotationType().toString().equals(name))
          .map(this::value)
          .findFirst();
    }

    private String value(AnnotationTree annotation) {
      return annotation.getArguments().stream().findFirst().map(this::literal).orElse("");
    }

    private String literal(ExpressionTree argument) {
      return switch (argument) {
        case AssignmentTree assignment -> literal(assignment.getExpression());
        case LiteralTree literal -> String.valueOf(literal.getValue());
        case BinaryTree sum -> literal(sum.getLeftOperand()) + literal(sum.getRightOperand());
        default -> {
          String constant = constants.get(argument.toString());
          if (constant == null) {
            throw new IllegalArgumentException(
                argument + ": write Type.CONSTANT or a literal, so that docs can show it");
          }
          yield constant;
        }
      };
    }
  }
}
