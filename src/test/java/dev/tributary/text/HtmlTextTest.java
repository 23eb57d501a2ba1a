package dev.tributary.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTextTest {
  @Test
  void page_becomes_title_headings_and_paragraphs() {
    HtmlText.Page page =
        HtmlText.read(
            """
            <!doctype html><html lang="pt-BR"><head><title>Rios &amp; mares</title>
            <style>p { color: red }</style><script>track()</script></head><body>
            <nav><a href="/">Home</a></nav>
            <h1>Rios</h1><p>Um rio
            corre.<br>Sempre.</p>
            <h2>Afluentes</h2><ul><li>Tejo</li><li><b>Do</b>uro</li></ul>
            <pre>$ # not a heading
              indented</pre>
            <table><tr><td>a</td><td>b</td></tr></table>
            </body></html>
            """);

    assertThat(page.title()).isEqualTo("Rios & mares");
    assertThat(page.language()).isEqualTo("pt");
    assertThat(page.text())
        .isEqualTo(
            """
            # Rios

            Um rio corre.
            Sempre.

            ## Afluentes

            - Tejo
            - Douro

            ```
            $ # not a heading
              indented
            ```

            a b\
            """);
  }

  @Test
  void title_is_the_first_heading_when_the_head_has_none() {
    assertThat(HtmlText.read("<h2>Second</h2><p>x").title()).isEqualTo("Second");
    assertThat(HtmlText.read("<p>x").title()).isNull();
    assertThat(HtmlText.read("<p>x").language()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<span class=\"m\">Mutiny</span> is &quot;lazy&quot; | Mutiny is \"lazy\"",
        "AT&amp;T &#233;t&eacute; | AT&T été",
        "a < b && c > d | a < b && c > d",
        "a List<String> of x | a List<String> of x",
        "see /?a=1&copy=2 | see /?a=1&copy=2",
        "a<!-- hidden -->b | ab",
        "<p>one</p><p>two <script>x()</script></p> | one\\n\\ntwo",
        "cut <b>off</b> <a href=\"h | cut off",
        "<jats:p>How <jats:italic>rivers</jats:italic> flow</jats:p> | How rivers flow",
        "plain | plain"
      })
  void snippet_loses_tags_and_entities_and_nothing_else(String html, String text) {
    assertThat(HtmlText.strip(html)).isEqualTo(text.replace("\\n", "\n"));
  }

  @Test
  void line_breaks_of_plain_text_stay() {
    assertThat(HtmlText.strip("one\n\ntwo &amp; three")).isEqualTo("one\n\ntwo & three");
  }

  @Test
  void deep_and_huge_html_is_bounded() {
    assertThat(HtmlText.strip("<div>".repeat(100_000) + "deep")).isEqualTo("deep");
    assertThat(HtmlText.read("x".repeat(HtmlText.MAX_HTML + 10)).text()).hasSize(HtmlText.MAX_HTML);
  }
}
