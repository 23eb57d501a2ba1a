package dev.tributary.embedding;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
      require("model-path", network);
      require("tokenizer-path", tokenizer);
    }

    private static void require(String key, Path file) throws IOException {
      if (!Files.isReadable(file)) {
        throw new NoSuchFileException(
            file.toString(), null, key + " names no file that can be read");
      }
    }
  }
}
