/**
 * Java values to JSON text and back, byte-compatible with Python pottery.
 */
@NullMarked
package io.pottery.codec;

import org.jspecify.annotations.NullMarked;
