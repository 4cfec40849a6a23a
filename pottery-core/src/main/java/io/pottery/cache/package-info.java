/**
 * Results of functions, remembered in Redis.
 */
@NullMarked
package io.pottery.cache;

import org.jspecify.annotations.NullMarked;
