package dev.tributary.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.passage.Filter;
import dev.tributary.passage.Filter.Comparison;
import dev.tributary.passage.Filter.Compound;
import dev.tributary.passage.Filter.Operator;
import dev.tributary.passage.Passage;
import dev.tributary.passage.Question;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where keys, languages, filters and hops stand in a request, and what becomes of empty places. */
class PlacesTest extends SourceFixture {
  private static final Filter PT = new Comparison(Operator.EQ, "lang", "p&t");

  @Test
  void key_stands_in_a_header_or_a_parameter_and_without_one_both_are_left_out() {
    api.answer(ONE);
    Map<String, String> places =
        Map.of("headers.\"Authorization\"", "Bearer {key}", "query.\"k\"", "{key}", "key", "a b");
    await(sources.api(api.uri() + "/s", places), "q");
    assertThat(api.lastSeen().uri()).isEqualTo("/s?k=a%20b");
    assertThat(api.lastSeen().headers().get("Authorization")).isEqualTo("Bearer a b");

    Map<String, String> keyless =
        Map.of("headers.\"Authorization\"", "Bearer {key}", "query.\"k\"", "{key}");
    await(sources.api(api.uri() + "/s", keyless), "q");
    assertThat(api.lastSeen().uri()).isEqualTo("/s");
    assertThat(api.lastSeen().headers().contains("Authorization")).isFalse();
  }

  @Test
  void key_in_a_body_is_escaped_like_any_text() {
    api.answer(ONE);
    await(
        sources.api(
            api.uri().toString(),
            Map.of("method", "POST", "body", "{\"k\":\"{key}\"}", "key", "a\"b")),
        "q");
    assertThat(api.lastSeen().body()).isEqualTo("{\"k\":\"a\\\"b\"}");
  }

  @Test
  void user_and_password_are_sent_as_basic_authentication() {
    api.answer(ONE);
    await(sources.api(api.uri().toString(), Map.of("user", "ana", "password", "água")), "q");
    assertThat(api.lastSeen().headers().get("Authorization")).isEqualTo("Basic YW5hOsOhZ3Vh");
  }

  @Test
  void language_stands_anywhere_and_is_that_of_the_passages() {
    api.answer(ONE);
    Found found =
        await(
            sources.api(api.uri() + "/{lang}/s", Map.of("language", "pt", "query.\"l\"", "{lang}")),
            "q");
    assertThat(api.lastSeen().uri()).isEqualTo("/pt/s?l=pt");
    assertThat(found.passages()).extracting(Passage::language).containsExactly("pt");
  }

  @Test
  void filter_goes_where_its_key_has_a_place_and_the_place_is_left_out_without_one() {
    api.answer(ONE);
    Source source =
        sources.api(
            api.uri() + "/s",
            Map.of("query.\"lang\"", "{filter.lang}", "query.\"y\"", "from:{filter.year}"));
    assertThat(source.capabilities().filterOperators()).containsExactly(Operator.EQ);
    await(source, "q");
    assertThat(api.lastSeen().uri()).isEqualTo("/s");
    await(source, PT);
    assertThat(api.lastSeen().uri()).isEqualTo("/s?lang=p%26t");
    await(
        source,
        new Compound(Compound.Join.AND, List.of(PT, new Comparison(Operator.EQ, "year", 2024))));
    assertThat(api.lastSeen().uri()).isEqualTo("/s?lang=p%26t&y=from%3A2024");
  }

  @Test
  void filter_without_a_place_for_all_of_it_is_refused() {
    Source source = sources.api(api.uri() + "/s", Map.of("query.\"l\"", "{filter.lang}"));
    for (Filter filter :
        List.of(
            new Comparison(Operator.EQ, "year", 2024),
            new Comparison(Operator.NE, "lang", "pt"),
            new Comparison(Operator.IN, "lang", List.of("pt")),
            new Compound(Compound.Join.OR, List.of(PT, PT)),
            new Compound(
                Compound.Join.AND, List.of(PT, new Comparison(Operator.EQ, "lang", "en"))))) {
      failure(source.search(asking(filter)), ErrorKind.UNSUPPORTED);
    }
    assertThat(api.connections()).isZero();
  }

  @Test
  void hit_whose_own_metadata_contradict_the_filter_is_left_out() {
    api.answer("{\"results\":[{\"id\":1,\"text\":\"a\",\"l\":\"en\"},{\"id\":2,\"text\":\"b\"}]}");
    Found found =
        await(
            sources.api(
                api.uri() + "/s",
                Map.of("query.\"l\"", "{filter.lang}", "fields.metadata.lang", "$.l")),
            PT);
    assertThat(found.passages()).extracting(Passage::text).containsExactly("b");
    assertThat(found.dropped()).isZero();
  }

  @Test
  void values_in_a_body_keep_their_type_and_empty_places_are_left_out() {
    api.answer(ONE);
    Source source =
        sources.api(
            api.uri().toString(),
            Map.of(
                "method",
                "POST",
                "body",
                "{\"q\":\"{question}\",\"year\":\"{filter.year}\",\"ok\":\"{filter.ok}\","
                    + "\"l\":[\"x\",\"{filter.lang}\"],\"n\":1.50,\"t\":true}"));
    await(source, "q");
    assertThat(api.lastSeen().body()).isEqualTo("{\"q\":\"q\",\"l\":[\"x\"],\"n\":1.5,\"t\":true}");
    await(
        source,
        new Compound(
            Compound.Join.AND,
            List.of(
                new Comparison(Operator.EQ, "year", 2024),
                new Comparison(Operator.EQ, "ok", true))));
    assertThat(api.lastSeen().body())
        .isEqualTo("{\"q\":\"q\",\"year\":2024,\"ok\":true,\"l\":[\"x\"],\"n\":1.5,\"t\":true}");
  }

  @Test
  void whole_filter_is_sent_in_the_grammar_it_came_in() {
    api.answer(ONE);
    Source source =
        sources.api(
            api.uri().toString(),
            Map.of("method", "POST", "body", "{\"filters\":\"{filter}\",\"n\":\"{limit}\"}"));
    assertThat(source.capabilities().filterOperators())
        .containsExactlyInAnyOrder(Operator.values());
    await(
        source,
        new Compound(
            Compound.Join.OR, List.of(PT, new Comparison(Operator.IN, "y", List.of(1, 2)))));
    assertThat(api.lastSeen().body())
        .isEqualTo(
            "{\"filters\":{\"type\":\"or\",\"filters\":["
                + "{\"type\":\"eq\",\"key\":\"lang\",\"value\":\"p&t\"},"
                + "{\"type\":\"in\",\"key\":\"y\",\"value\":[1,2]}]},\"n\":10}");
    await(source, "q");
    assertThat(api.lastSeen().body()).isEqualTo("{\"n\":10}");
  }

  @Test
  void time_that_is_left_stands_in_a_header() {
    api.answer(ONE);
    await(sources.api(api.uri().toString(), Map.of("headers.\"D\"", "{deadline}")), "q");
    assertThat(Integer.parseInt(api.lastSeen().headers().get("D"))).isBetween(1, 2_000);
  }

  @Test
  void way_of_a_question_gets_longer_by_this_server() {
    api.answer(ONE);
    Source source = sources.api(api.uri().toString(), Map.of("headers.\"H\"", "{hops}"));
    await(source, "q");
    assertThat(api.lastSeen().headers().get("H")).isEqualTo("1");
    SearchRequest plain = request("q", Duration.ofSeconds(20));
    SearchRequest passedOn =
        new SearchRequest(plain.question(), 10, null, plain.deadline(), plain.vector(), false, 3);
    source.search(passedOn).await().atMost(Duration.ofSeconds(30));
    assertThat(api.lastSeen().headers().get("H")).isEqualTo("4");
  }

  private static Found await(Source source, @Nullable Filter filter) {
    return source.search(asking(filter)).await().atMost(Duration.ofSeconds(30));
  }

  private static SearchRequest asking(@Nullable Filter filter) {
    SearchRequest plain = request("q", Duration.ofSeconds(20));
    return new SearchRequest(
        new Question("q"), 10, filter, plain.deadline(), plain.vector(), false);
  }
}
