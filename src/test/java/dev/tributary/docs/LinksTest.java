package dev.tributary.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where the docs point to, there is something. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("]\\((?!\\w+:)([^)#\\s]+)(?:#([^)]*))?\\)");
  private static final Pattern CODE = Pattern.compile("```.*?```|`[^`\\n]*`", Pattern.DOTALL);

  @Test
  void every_link_between_files_leads_somewhere() throws IOException {
    List<String> dead = new ArrayList<>();
    int links = 0;
    for (Path page : pages()) {
      var found = LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll("")).results();
      for (String target : found.map(link -> link.group(1)).toList()) {
        links++;
        if (!Files.exists(page.resolveSibling(target))) {
          dead.add(page + " -> " + target);
        }
      }
    }
    assertThat(links).isGreaterThan(50);
    assertThat(dead).isEmpty();
  }

  @Test
  void every_page_can_be_reached_from_the_readme() throws IOException {
    List<Path> reached = new ArrayList<>(List.of(Path.of("README.md")));
    for (int i = 0; i < reached.size(); i++) {
      Path page = reached.get(i);
      LINK.matcher(Files.readString(page))
          .results()
          .map(link -> page.resolveSibling(link.group(1)).normalize())
          .flatMap(target -> Files.isDirectory(target) ? pagesIn(target) : Stream.of(target))
          .filter(target -> target.toString().endsWith(".md") && Files.exists(target))
          .filter(target -> !reached.contains(target))
          .distinct()
          .forEach(reached::add);
    }
    assertThat(reached).containsAll(pages());
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      return Stream.concat(
              Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(Path::of), docs)
          .filter(path -> path.toString().endsWith(".md"))
          .toList();
    }
  }

  private static Stream<Path> pagesIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".md")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
