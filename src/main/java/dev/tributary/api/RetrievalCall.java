package dev.tributary.api;

import dev.tributary.retrieval.RetrievalRequest;

/**
 * What one request asks for.
 *
 * @param request for the retriever
 * @param contributions whether the answer says what each score is made of
 * @param plan whether the answer says how it was ranked
 */
record RetrievalCall(RetrievalRequest request, boolean contributions, boolean plan) {}
