/**
 * Loads the Lua files. Internal: not part of the API, it may change at any time.
 */
@NullMarked
package io.pottery.internal.script;

import org.jspecify.annotations.NullMarked;
