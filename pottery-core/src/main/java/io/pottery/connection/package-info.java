/**
 * The only room that knows the Redis client.
 */
@NullMarked
package io.pottery.connection;

import org.jspecify.annotations.NullMarked;
