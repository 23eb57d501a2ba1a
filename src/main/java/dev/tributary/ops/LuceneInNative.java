package dev.tributary.ops;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.util.Optional;

/**
 * What of Lucene is another in a native image, where neither the Vector API nor calls of the C
 * library are compiled in: the compiler puts these methods into the place of the named ones, and a
 * JVM never loads this.
 */
@SuppressWarnings("unused") // named by nobody but the compiler of native images
final class LuceneInNative {
  private LuceneInNative() {}

  @TargetClass(className = "org.apache.lucene.internal.vectorization.VectorizationProvider")
  static final class VectorizationProvider {
    /** Scalar code: the other one would pull in a module that no image has. */
    @Substitute
    static VectorizationProvider lookup(boolean testMode) {
      return (VectorizationProvider) (Object) new DefaultVectorizationProvider();
    }
  }

  @TargetClass(className = "org.apache.lucene.internal.vectorization.DefaultVectorizationProvider")
  static final class DefaultVectorizationProvider {
    @Alias
    DefaultVectorizationProvider() {}
  }

  @TargetClass(className = "org.apache.lucene.store.NativeAccess")
  static final class NativeAccess {
    /** No advice to the kernel about mapped files: nothing is mapped. */
    @Substitute
    static Optional<?> getImplementation() {
      return Optional.empty();
    }
  }
}
