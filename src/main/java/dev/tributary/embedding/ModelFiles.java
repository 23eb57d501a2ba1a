package dev.tributary.embedding;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the two files of an ONNX model are: the network and its tokenizer. */
sealed interface ModelFiles {
  /** In a jar on the class path. */
  record Embedded(String network, String tokenizer) implements ModelFiles {
    byte[] bytes(String resource) throws IOException {
      try (InputStream in = ModelFiles.class.getClassLoader().getResourceAsStream(resource)) {
        if (in == null) {
          throw new FileNotFoundException(resource + " is not on the class path");
        }
        return in.readAllBytes();
      }
    }
  }

  /** On disk; weights that a network keeps in files beside it are found there. */
  record OnDisk(Path network, Path tokenizer) implements ModelFiles {
    /** Says which file is missing, before a library says it less plainly. */
    void requireReadable() throws IOException {
      for (Path file : new Path[] {network, tokenizer}) {
        if (!Files.isReadable(file)) {
          throw new FileNotFoundException(file + " is no file that can be read");
        }
      }
    }
  }
}
