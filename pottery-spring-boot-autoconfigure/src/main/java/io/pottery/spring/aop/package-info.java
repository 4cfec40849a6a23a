/**
 * What makes {@code @Synchronized} and {@code @RedisCached} work on Spring beans.
 */
@NullMarked
package io.pottery.spring.aop;

import org.jspecify.annotations.NullMarked;
