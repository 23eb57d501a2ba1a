package dev.tributary.passage;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
  private static final String ALPHABET =
      "ab/Z.%2eF?&=+#:@[]\\ \t\0é漢\uD83D\uDE00\uD800\u200B／utm_www.httphttps://doi10.1000arxiv";

  @ParameterizedTest
  @CsvSource({
    "http://example.com/a, https://example.com/a",
    "https://EXAMPLE.com/a, https://example.com/a",
    "https://www.example.com/a, https://example.com/a",
    "http://example.com:80/a, https://example.com/a",
    "https://example.com:443/a, https://example.com/a",
    "https://example.com:8443/a, https://example.com:8443/a",
    "https://example.com./a/, https://example.com/a",
    "https://example.com, https://example.com",
    "https://example.com/, https://example.com",
    "https://example.com/a#part, https://example.com/a",
    "https://example.com/a?utm_source=x&id=1&gclid=y&fbclid=z, https://example.com/a?id=1",
    "https://example.com/a?UTM_Medium=x, https://example.com/a",
    "https://example.com/a?b=2&a=1, https://example.com/a?a=1&b=2",
    "https://example.com/a?x=2&x=1, https://example.com/a?x=2&x=1",
    "https://example.com/a?q=c+d, https://example.com/a?q=c%20d",
    "https://example.com/%7Euser/%c3%a3, https://example.com/~user/%C3%A3",
    "https://example.com/ã, https://example.com/%C3%A3",
    "https://example.com/a/../b/./c//d, https://example.com/b/c/d",
    "https://bücher.example/, https://xn--bcher-kva.example",
    "https://user:secret@example.com/a, https://example.com/a",
    "https://example.com/100%, https://example.com/100%25",
    "https://example.com/a?gad_source=1&mtm_campaign=x&srsltid=y, https://example.com/a",
    "https://example.com/app#/guide, https://example.com/app#/guide",
    "https://example.com/app#!guide, https://example.com/app#!guide",
    "https://example.com/a#:~:text=word, https://example.com/a",
    "https://example.com/issue/1#issuecomment-22, https://example.com/issue/1#issuecomment-22",
    "https://example.com/a#comments, https://example.com/a",
    "https://en.m.wikipedia.org/wiki/River, https://en.wikipedia.org/wiki/River",
    "'  https://example.com/a  ', https://example.com/a",
  })
  void spellings_of_one_address_are_one(String url, String canonical) {
    assertThat(CanonicalUrl.of(url)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "example.com/a",
        "ftp://example.com/a",
        "http://",
        "https:///a",
        "mailto:a@b"
      })
  void what_is_no_web_address_has_no_canonical_one(String url) {
    assertThat(CanonicalUrl.of(url)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com/a, https://example.com/A",
    "https://example.com/a, https://example.com/a?page=2",
    "https://example.com/a, https://example.org/a",
    "https://example.com/a, https://pt.example.com/a",
    "https://example.com/a%2Fb, https://example.com/a/b",
  })
  void different_addresses_stay_different(String one, String other) {
    assertThat(CanonicalUrl.of(one)).isNotEqualTo(CanonicalUrl.of(other));
  }

  @Test
  void a_canonical_address_is_canonical_and_garbage_never_throws() {
    Random random = new Random(42);
    for (int i = 0; i < 20_000; i++) {
      String url = (random.nextInt(4) == 0 ? "" : "http://") + garbage(random, random.nextInt(40));
      String canonical = CanonicalUrl.of(url);
      if (canonical != null) {
        assertThat(CanonicalUrl.of(canonical)).as(url).isEqualTo(canonical);
      }
      Passage passage = passage("s:1", url, garbage(random, 50), Map.of("doi", garbage(random, 9)));
      assertThat(Identity.documents(passage)).doesNotHaveDuplicates().doesNotContainNull();
      assertThat(Identity.content(passage)).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://doi.org/10.1000/ABC.1, 10.1000/abc.1",
    "http://dx.doi.org/10.1000/abc.1?x=1, 10.1000/abc.1",
    "doi:10.1000/abc.1, 10.1000/abc.1",
    "DOI: 10.1000/abc.1, 10.1000/abc.1",
    "10.1000/Abc.1, 10.1000/abc.1",
    "https://dl.acm.org/doi/abs/10.1145/3366423, 10.1145/3366423",
    "https://dl.acm.org/doi/10.1145/3366423, 10.1145/3366423",
    "https://doi.org/10.1002/(SICI)1097%2D4571, 10.1002/(sici)1097-4571",
    "https://link.springer.com/article/10.1007/s10791-019-09356-5, 10.1007/s10791-019-09356-5",
    "https://link.springer.com/content/pdf/10.1007/s10791-019-09356-5.pdf,"
        + " 10.1007/s10791-019-09356-5",
    "https://www.frontiersin.org/articles/10.3389/fpsyg.2020.00012/full, 10.3389/fpsyg.2020.00012",
    "https://www.biorxiv.org/content/10.1101/2020.01.02.123456v2.full.pdf,"
        + " 10.1101/2020.01.02.123456",
    "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0012345,"
        + " 10.1371/journal.pone.0012345",
  })
  void a_doi_is_read_from_any_of_its_spellings(String text, String doi) {
    assertThat(ScholarlyId.doi(text)).isEqualTo(doi);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "https://example.com/10.5/x", "10.5/x", "see 10.1000/abc", "https://doi.org/"})
  void what_is_no_doi_is_none(String text) {
    assertThat(ScholarlyId.doi(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "http://arxiv.org/abs/2101.00001v3, 2101.00001",
    "https://arxiv.org/pdf/2101.00001, 2101.00001",
    "https://www.arxiv.org/pdf/2101.00001v1.pdf, 2101.00001",
    "https://export.arxiv.org/abs/hep-th/9901001v2, hep-th/9901001",
    "https://arxiv.org/abs/math.GT/0309136, math.gt/0309136",
    "https://ar5iv.labs.arxiv.org/html/2101.00001, 2101.00001",
    "https://www.alphaxiv.org/abs/2101.00001v2, 2101.00001",
    "arXiv:2101.00001v2, 2101.00001",
  })
  void an_arxiv_id_is_read_without_its_version(String url, String id) {
    assertThat(ScholarlyId.arxiv(url)).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({
    "https://github.com/Owner/Name, owner/name",
    "http://www.github.com/owner/name.git, owner/name",
    "https://github.com/owner/name/?tab=readme-ov-file#readme, owner/name",
    "https://api.github.com/repos/owner/name, owner/name",
    "https://github.com/owner/name/issues/12, owner/name#12",
    "https://github.com/owner/name/pull/12/files, owner/name#12",
    "https://api.github.com/repos/owner/name/pulls/12, owner/name#12",
    "https://github.com/owner/name/discussions/12, owner/name#12",
    "https://github.com/owner/name/commit/1A2B3C, owner/name@1a2b3c",
    "https://github.com/owner/name/blob/main/docs/A.md#L10-L20, owner/name/main:docs/A.md",
    "https://github.com/owner/name/raw/main/docs/A.md, owner/name/main:docs/A.md",
    "https://raw.githubusercontent.com/owner/name/main/docs/A.md, owner/name/main:docs/A.md",
    "https://raw.githubusercontent.com/owner/name/refs/heads/main/docs/A.md,"
        + " owner/name/main:docs/A.md",
    "https://github.com/owner/my.name/tree/v2.1, owner/my.name/v2.1:",
  })
  void a_github_address_names_what_it_leads_to(String url, String name) {
    assertThat(GitHubId.of(url)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://github.com",
        "https://github.com/owner",
        "https://github.com/topics/java",
        "https://github.com/owner/name/issues",
        "https://github.com/owner/name/issues?q=is%3Aopen",
        "https://github.com/owner/name/wiki/Home",
        "https://github.com/owner/name/releases/tag/v2.1",
        "https://gist.github.com/owner/1a2b3c",
        "https://github.com.example.com/owner/name",
        "https://owner.github.io/name",
      })
  void what_is_no_repository_issue_or_file_has_no_github_name(String url) {
    assertThat(GitHubId.of(url)).isNull();
  }

  @Test
  void a_comment_is_not_the_issue_that_it_is_on() {
    String issue = "https://github.com/owner/name/issues/12";
    assertThat(Identity.documents(passage("s:1", issue, "text", Map.of())))
        .containsExactly("url:" + issue, "github:owner/name#12");
    String comment = issue + "#issuecomment-3456";
    assertThat(Identity.documents(passage("s:1", comment, "text", Map.of())))
        .containsExactly("url:" + comment);
  }

  @Test
  void a_paper_has_all_its_names() {
    Passage passage =
        passage("s:1", "https://arxiv.org/abs/2101.00001v1", "text", Map.of("doi", "10.1000/A"));
    assertThat(Identity.documents(passage))
        .containsExactly(
            "url:https://arxiv.org/abs/2101.00001v1", "arxiv:2101.00001", "doi:10.1000/a");
  }

  @Test
  void the_doi_of_arxiv_names_the_arxiv_paper() {
    Passage passage = passage("s:1", "https://doi.org/10.48550/arXiv.2101.00001", "text", Map.of());
    assertThat(Identity.documents(passage)).contains("arxiv:2101.00001");
  }

  @Test
  void a_part_of_a_document_is_not_named_by_the_document() {
    Passage part =
        passage(PassageId.ofChunk("s", "a", 0), "https://example.com/a", "text", Map.of());
    assertThat(Identity.documents(part)).isEmpty();
  }

  @Test
  void content_is_equal_in_any_case_spacing_and_unicode_form() {
    String text =
        "A informação não é um luxo: ela é a condição de qualquer decisão que preste, sempre.";
    String other =
        Normalizer.normalize(text, Normalizer.Form.NFD).toUpperCase(java.util.Locale.ROOT);
    assertThat(content(null, "  " + other.replace(" ", " \n\u00A0") + "\u200B"))
        .isEqualTo(content("another title", text))
        .startsWith("text:");
  }

  @Test
  void content_differs_where_a_sign_differs() {
    String code = "for (int i = 0; i < n; i++) { total = total + values[i]; } return total; // ok";
    assertThat(content(null, code)).isNotEqualTo(content(null, code.replace("<", ">")));
  }

  @Test
  void content_differs_where_the_title_names_another_version() {
    String text =
        "Put the archive where you want it, unpack it, and start the server by its script.";
    assertThat(content("Install 2.1", text)).isNotEqualTo(content("Install 2.2", text));
    assertThat(content("Install 2.1", text)).isEqualTo(content("install (2.1.) | Docs", text));
    assertThat(content("Install", text)).isEqualTo(content(null, text));
  }

  @Test
  void a_short_text_is_taken_with_its_title() {
    assertThat(content("May I pay by card?", "Yes.")).isNotEqualTo(content("Is it free?", "Yes."));
    assertThat(content("May I pay by card?", "Yes."))
        .isEqualTo(content("may I pay  by card?", "yes."));
  }

  @Test
  void a_blank_text_is_like_no_other() {
    assertThat(Identity.content(passage("s:1", null, " \n", Map.of()))).isEqualTo("id:s:1");
  }

  private static String content(@Nullable String title, String text) {
    return Identity.content(
        new Passage("s:1", "s", title, null, text, null, Map.of(), Signal.RANK, null, null));
  }

  private static Passage passage(
      String id, @Nullable String url, String text, Map<String, Object> metadata) {
    return new Passage(id, "s", null, url, text, null, metadata, Signal.RANK, null, null);
  }

  private static String garbage(Random random, int length) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < length; i++) {
      out.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return out.toString();
  }
}
