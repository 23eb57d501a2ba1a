package com.example;

import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes longer to be made than anybody waits for its answer, and is behind a proxy. */
@ApplicationScoped
@Named("slow")
class Slow implements ContentRetriever {
  @PostConstruct
  void open() throws InterruptedException {
    new CountDownLatch(1).await(2, TimeUnit.SECONDS);
  }

  @Override
  public List<Content> retrieve(Query query) {
    return List.of(Content.from("It took a while."));
  }
}
