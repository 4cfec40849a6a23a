/**
 * Locks and ids for Project Reactor. The only room that needs it; nothing else loads its
 * classes.
 */
@NullMarked
package io.pottery.reactive;

import org.jspecify.annotations.NullMarked;
