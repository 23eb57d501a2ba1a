/** What is not code is held to rules: manifests, container files, workflows. */
@org.jspecify.annotations.NullMarked
package dev.tributary.deploy;
