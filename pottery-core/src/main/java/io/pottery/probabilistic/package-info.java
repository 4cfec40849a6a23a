/**
 * Structures that answer with a known error and need little memory for it.
 */
@NullMarked
package io.pottery.probabilistic;

import org.jspecify.annotations.NullMarked;
