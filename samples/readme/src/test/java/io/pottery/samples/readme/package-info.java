/**
 * The examples of the README, compiled and run.
 */
@NullMarked
package io.pottery.samples.readme;

import org.jspecify.annotations.NullMarked;
