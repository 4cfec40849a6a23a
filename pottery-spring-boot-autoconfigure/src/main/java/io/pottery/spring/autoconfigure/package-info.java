/**
 * Auto-configuration of Pottery: its beans, and what is injected by key.
 */
@NullMarked
package io.pottery.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
