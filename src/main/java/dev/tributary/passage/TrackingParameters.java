package dev.tributary.passage;

import static java.util.Locale.ROOT;

import java.util.List;
import java.util.Set;

/**
 * Query parameters that say who follows a link, not where it leads: those that analytics,
 * advertisements and newsletters add.
 */
final class TrackingParameters {
  private static final List<String> PREFIXES =
      List.of("utm_", "mtm_", "matomo_", "pk_", "piwik_", "hsa_", "__hs", "fb_action_", "ga_");

  private static final Set<String> NAMES =
      Set.of(
          "gclid",
          "gclsrc",
          "dclid",
          "gbraid",
          "wbraid",
          "gad_source",
          "gad_campaignid",
          "srsltid",
          "fbclid",
          "msclkid",
          "yclid",
          "ysclid",
          "twclid",
          "ttclid",
          "li_fat_id",
          "rdt_cid",
          "epik",
          "igshid",
          "igsh",
          "mc_cid",
          "mc_eid",
          "mkt_tok",
          "mkwid",
          "_hsenc",
          "_hsmi",
          "hsctatracking",
          "_ga",
          "_gl",
          "_openstat",
          "_branch_match_id",
          "vero_id",
          "vero_conv",
          "oly_anon_id",
          "oly_enc_id",
          "wickedid",
          "s_kwcid",
          "s_cid",
          "cmpid",
          "ncid",
          "ref_src",
          "ref_url",
          "jsessionid",
          "phpsessid");

  private TrackingParameters() {}

  /** Whether a parameter of this name is one of them. */
  static boolean contain(String name) {
    String lower = name.toLowerCase(ROOT);
    if (NAMES.contains(lower)) {
      return true;
    }
    for (String prefix : PREFIXES) {
      if (lower.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
