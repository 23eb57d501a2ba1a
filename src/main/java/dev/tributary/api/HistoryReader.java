package dev.tributary.api;

import static dev.tributary.conversation.Turn.MAX_LENGTH;
import static dev.tributary.conversation.Turn.MAX_TURNS;

import dev.tributary.conversation.Turn;
import dev.tributary.conversation.Turn.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what was said before the question, strictly. */
final class HistoryReader {
  private static final List<String> FIELDS = List.of("role", "content");

  private final FieldErrors errors;

  HistoryReader(FieldErrors errors) {
    this.errors = errors;
  }

  List<Turn> turns(Fields fields) {
    List<Turn> turns = new ArrayList<>();
    for (Fields.Item item : fields.items("history", 0, MAX_TURNS)) {
      Turn turn = turn(item);
      if (turn != null) {
        turns.add(turn);
      }
    }
    return turns;
  }

  private @Nullable Turn turn(Fields.Item item) {
    Fields turn = Fields.of(item, FIELDS, errors);
    if (turn == null) {
      return null;
    }
    for (String name : FIELDS) {
      if (turn.item(name) == null) {
        errors.invalid(turn.pointer(name), "a turn has a " + name, null);
      }
    }
    String role = turn.word("role", Role.wireNames());
    String content = turn.string("content");
    if (content != null && content.length() > MAX_LENGTH) {
      errors.invalid(
          turn.pointer("content"), "a turn has at most " + MAX_LENGTH + " characters", content);
      return null;
    }
    return role == null || content == null
        ? null
        : Role.of(role).map(who -> new Turn(who, content)).orElse(null);
  }
}
