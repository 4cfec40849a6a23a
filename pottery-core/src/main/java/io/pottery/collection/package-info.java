/**
 * Collections of {@code java.util} that live in Redis, and a single value that does.
 */
@NullMarked
package io.pottery.collection;

import org.jspecify.annotations.NullMarked;
