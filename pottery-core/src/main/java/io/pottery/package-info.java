/**
 * Pottery, Redis for humans: the front door to every structure, lock, id and cache.
 */
@NullMarked
package io.pottery;

import org.jspecify.annotations.NullMarked;
