package dev.tributary.source;

import io.smallrye.mutiny.Uni;

/**
 * A kind's own stage: a source of it over a stub inside this process, so that the code of a first
 * question has run before there is one. A CDI bean, for kinds whose sources are elsewhere: those
 * are not asked before a question comes.
 */
public interface Rehearsal {
  /** Sets the stage; its source is in no catalogue. */
  Uni<Source> open();

  /** Clears it away. */
  Uni<Void> close();
}
