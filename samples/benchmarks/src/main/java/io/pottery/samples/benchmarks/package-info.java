/**
 * Measures Pottery beside its peers: the same work, on the same real servers, in one run.
 */
@NullMarked
package io.pottery.samples.benchmarks;

import org.jspecify.annotations.NullMarked;
