package dev.tributary.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The instructions of a Containerfile, lines that go on joined, comments gone. */
public record Containerfile(Path file, List<Instruction> instructions) {
  /**
   * An instruction.
   *
   * @param stage which stage it belongs to, from 0
   */
  public record Instruction(int stage, String name, String arguments) {}

  public static Containerfile read(Path file) throws IOException {
    List<Instruction> instructions = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    int stage = -1;
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.stripLeading().startsWith("#")) {
        continue;
      }
      boolean goesOn = line.endsWith("\\");
      open.append(goesOn ? line.substring(0, line.length() - 1) : line);
      if (!goesOn) {
        String[] words = open.toString().strip().split("\\s+", 2);
        stage += words[0].equals("FROM") ? 1 : 0;
        instructions.add(new Instruction(stage, words[0], words[1]));
        open.setLength(0);
      }
    }
    return new Containerfile(file, List.copyOf(instructions));
  }

  /** The instructions of that name. */
  public List<Instruction> all(String name) {
    return instructions.stream().filter(i -> i.name().equals(name)).toList();
  }

  /** Those of them that are in the image that is shipped. */
  public List<Instruction> shipped(String name) {
    int last = instructions.getLast().stage();
    return all(name).stream().filter(i -> i.stage() == last).toList();
  }

  /** What it starts: in the form of an array, since there is no shell to split a line. */
  public List<String> command() throws IOException {
    return List.of(
        new ObjectMapper().readValue(shipped("ENTRYPOINT").getFirst().arguments(), String[].class));
  }
}
