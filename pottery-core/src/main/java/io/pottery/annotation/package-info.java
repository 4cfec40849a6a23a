/**
 * Annotations that users write on methods; no Spring types.
 */
@NullMarked
package io.pottery.annotation;

import org.jspecify.annotations.NullMarked;
