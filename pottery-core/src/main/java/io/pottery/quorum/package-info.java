/**
 * Decisions by a majority of independent masters: locks, leases and ids.
 */
@NullMarked
package io.pottery.quorum;

import org.jspecify.annotations.NullMarked;
