/**
 * What everything that lives under one Redis key offers.
 */
@NullMarked
package io.pottery.container;

import org.jspecify.annotations.NullMarked;
