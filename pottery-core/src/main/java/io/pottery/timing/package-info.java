/**
 * Measures elapsed time.
 */
@NullMarked
package io.pottery.timing;

import org.jspecify.annotations.NullMarked;
