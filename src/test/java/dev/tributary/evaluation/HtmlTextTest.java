package dev.tributary.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTextTest {
  @Test
  void tables_paragraphs_and_code_are_elements_and_nothing_else_is_markup() {
    assertThat(
            HtmlText.of(
                """
                # Title

                2 < 3 questions.

                | name | nDCG@10 | to it | p |
                |---|---|---|---|
                | pooled | 0.500 |  |  |
                | a \\| <b> | 0.600 | +0.100 | 0.500 |

                ```properties
                a."b".weight=2
                ```
                """))
        .isEqualTo(
            """
            <p>2 &lt; 3 questions.</p>
            <div><table>
            <tr><th>name</th><th>nDCG@10</th><th>to it</th><th>p</th></tr>
            <tr><td>pooled</td><td>0.500</td><td></td><td></td></tr>
            <tr><td>a | &lt;b&gt;</td><td>0.600</td><td>+0.100</td><td>0.500</td></tr>
            </table></div>
            <pre>a.&quot;b&quot;.weight=2</pre>
            """);
  }
}
