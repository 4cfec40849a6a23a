/**
 * Pottery's root exceptions and the cases that more than one room throws.
 */
@NullMarked
package io.pottery.exception;

import org.jspecify.annotations.NullMarked;
