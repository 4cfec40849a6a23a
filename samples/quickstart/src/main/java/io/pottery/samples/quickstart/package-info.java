/**
 * The box office: an application that sells theatre seats over five Redis masters.
 */
@NullMarked
package io.pottery.samples.quickstart;

import org.jspecify.annotations.NullMarked;
