/**
 * Real Redis servers for tests and for development without Docker.
 */
@NullMarked
package io.pottery.test;

import org.jspecify.annotations.NullMarked;
