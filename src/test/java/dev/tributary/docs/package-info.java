/** Documents that are made from code, and the tests that they are fresh. */
@NullMarked
package dev.tributary.docs;

import org.jspecify.annotations.NullMarked;
