/**
 * The bridge to LangChain4j: every bean that is a content retriever or an embedding store.
 *
 * <p>May use: {@code source}, {@code passage}, {@code guard}, LangChain4j's core.
 *
 * <p>Start at {@link dev.tributary.source.langchain4j.LangChain4jKind}.
 */
@NullMarked
package dev.tributary.source.langchain4j;

import org.jspecify.annotations.NullMarked;
