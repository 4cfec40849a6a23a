/**
 * The examples of the README and of {@code docs}, compiled and run.
 */
@NullMarked
package io.pottery.samples.readme;

import org.jspecify.annotations.NullMarked;
