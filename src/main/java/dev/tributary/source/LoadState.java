package dev.tributary.source;

import org.jspecify.annotations.Nullable;

/** How far the filling of one source is, and what that means for its answers. */
public final class LoadState {
  private volatile @Nullable LoadProgress progress;

  /** See {@link WritableSource#loading(LoadProgress)}. */
  public void set(LoadProgress now) {
    progress = now;
  }

  /** See {@link WritableSource#loading()}. */
  public @Nullable LoadProgress get() {
    return progress;
  }

  /** The answer, which says {@link Found#LOADING} until the source is filled. */
  public Found mark(Found found) {
    LoadProgress now = progress;
    return now == null || now.state() == LoadProgress.State.DONE
        ? found
        : new Found(found.passages(), found.dropped(), Found.LOADING);
  }
}
