package dev.tributary.embedding;

/** How a model's vectors are computed. */
sealed interface EncoderSettings permits OnnxSettings, OpenAiSettings {}
