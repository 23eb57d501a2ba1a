package dev.tributary.source.langchain4j;

import dev.tributary.source.Capabilities;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.Source;
import dev.tributary.source.SourceSettings;
import io.smallrye.mutiny.Uni;

/** A bean of LangChain4j as a source. Its calls block, so they run on threads of their own. */
record LangChain4jSource(String name, SourceSettings settings, Asked asked, BlockingCalls calls)
    implements Source {
  @Override
  public String kind() {
    return LangChain4jKind.NAME;
  }

  @Override
  public Capabilities capabilities() {
    return asked.capabilities();
  }

  @Override
  public String endpointKey() {
    return LangChain4jKind.NAME + ":" + name;
  }

  @Override
  public Uni<Found> search(SearchRequest request) {
    return Uni.createFrom()
        .deferred(
            () -> {
              request.requireSupported(capabilities());
              return asked.search(request, calls);
            });
  }

  @Override
  public Uni<Void> check() {
    return asked.check(calls);
  }

  @Override
  public String toString() {
    return "langchain4j \"" + name + "\" (" + asked.type() + ")";
  }
}
