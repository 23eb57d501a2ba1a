import java.util.Map;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.pattern.PatternReplaceFilter;
import org.apache.lucene.analysis.pt.PortugueseLightStemFilter;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;

/**
 * A stand-in for the module {@code analysis-common}, which every Elasticsearch has and no
 * repository of jars: the filters that are used here, over the same classes of Lucene.
 */
public final class AnalysisStandIn extends Plugin implements AnalysisPlugin {
  @Override
  public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
    return Map.of(
        "asciifolding",
        (index, environment, name, settings) -> new Folding(name),
        "stemmer",
        AnalysisPlugin.requiresAnalysisSettings(
            (index, environment, name, settings) -> new Stemmer(name, settings.get("language"))),
        "pattern_replace",
        AnalysisPlugin.requiresAnalysisSettings(
            (index, environment, name, settings) ->
                new Replacing(
                    name, Pattern.compile(settings.get("pattern")), settings.get("replacement"))));
  }

  private static final class Folding extends AbstractTokenFilterFactory {
    Folding(String name) {
      super(name);
    }

    @Override
    public TokenStream create(TokenStream tokens) {
      return new ASCIIFoldingFilter(tokens);
    }
  }

  private static final class Replacing extends AbstractTokenFilterFactory {
    private final Pattern pattern;
    private final String replacement;

    Replacing(String name, Pattern pattern, String replacement) {
      super(name);
      this.pattern = pattern;
      this.replacement = replacement;
    }

    @Override
    public TokenStream create(TokenStream tokens) {
      return new PatternReplaceFilter(tokens, pattern, replacement, true);
    }
  }

  private static final class Stemmer extends AbstractTokenFilterFactory {
    private final String language;

    Stemmer(String name, String language) {
      super(name);
      this.language = language;
    }

    @Override
    public TokenStream create(TokenStream tokens) {
      return language.contains("portuguese")
          ? new PortugueseLightStemFilter(tokens)
          : new PorterStemFilter(tokens);
    }
  }
}
