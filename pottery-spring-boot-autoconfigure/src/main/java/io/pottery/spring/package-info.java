/**
 * What users of Pottery touch in a Spring application.
 */
@NullMarked
package io.pottery.spring;

import org.jspecify.annotations.NullMarked;
