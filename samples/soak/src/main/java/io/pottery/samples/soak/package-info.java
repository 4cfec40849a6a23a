/**
 * Locks and ids in several processes, on real servers that fail: what happened is written
 * down by everyone and checked afterwards.
 */
@NullMarked
package io.pottery.samples.soak;

import org.jspecify.annotations.NullMarked;
