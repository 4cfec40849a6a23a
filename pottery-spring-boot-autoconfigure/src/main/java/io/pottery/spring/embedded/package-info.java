/**
 * Redis servers that live with the application, for development.
 */
@NullMarked
package io.pottery.spring.embedded;

import org.jspecify.annotations.NullMarked;
