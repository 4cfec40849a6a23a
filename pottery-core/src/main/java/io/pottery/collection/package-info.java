/**
 * Collections of {@code java.util} that live in Redis.
 */
@NullMarked
package io.pottery.collection;

import org.jspecify.annotations.NullMarked;
