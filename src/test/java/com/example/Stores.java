package com.example;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

class Stores {
  @Produces
  @Singleton
  @Named("papers")
  EmbeddingStore<TextSegment> papers(@ConfigProperty(name = "papers.file") String file) {
    return InMemoryEmbeddingStore.fromFile(file);
  }
}
