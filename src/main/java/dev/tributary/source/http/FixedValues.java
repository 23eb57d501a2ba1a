package dev.tributary.source.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the places are filled with that never change while the server runs.
 *
 * @param key of the API; null when there is none
 */
record FixedValues(@Nullable String key) {
  /** The template with these places filled; one without a value stays a place without a value. */
  Template in(Template template) {
    if (key == null || !template.places().contains(Values.KEY)) {
      return template;
    }
    List<String> literals = new ArrayList<>();
    List<String> places = new ArrayList<>();
    literals.add(template.literals().getFirst());
    for (int i = 0; i < template.places().size(); i++) {
      String place = template.places().get(i);
      String next = template.literals().get(i + 1);
      if (place.equals(Values.KEY)) {
        literals.add(literals.removeLast() + key + next);
      } else {
        places.add(place);
        literals.add(next);
      }
    }
    return new Template(List.copyOf(literals), List.copyOf(places));
  }

  /** Names no secret. */
  @Override
  public String toString() {
    return "FixedValues(key " + (key == null ? "absent" : "present") + ")";
  }
}
