/**
 * What several rooms share; not for applications.
 */
@NullMarked
package io.pottery.spring.internal;

import org.jspecify.annotations.NullMarked;
