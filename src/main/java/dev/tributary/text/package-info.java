/**
 * What is done to text, once for all: analysers, language, HTML to text, splitting.
 *
 * <p>May use: {@code passage}, Lucene's analysis, LangChain4j's splitters, jsoup.
 *
 * <p>Start at {@link dev.tributary.text.Analyzers} and {@link dev.tributary.text.Splitter}.
 */
@NullMarked
package dev.tributary.text;

import org.jspecify.annotations.NullMarked;
