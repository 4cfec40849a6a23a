package io.pottery.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Remembers what a method returns in a Redis hash, one entry for each combination of
 * arguments. Python's {@code redis_cache()}.
 * <p>
 * Arguments and results must be writable as JSON; the arguments form one canonical JSON
 * array, so two different ones never meet. {@code Optional}, {@code CompletionStage},
 * {@code Mono} and {@code Flux} returns are honoured: what they hold is remembered. A
 * method that throws is not remembered. Where Redis cannot be reached the method runs.
 * Calls of a bean to itself are not intercepted. Every text may contain
 * <code>${&hellip;}</code> placeholders.
 *
 * @since 1.0
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface RedisCached {

	/**
	 * The key of the hash. Empty, the default, stands for the class and the method, with
	 * the types of its parameters.
	 * @return the key
	 */
	String key() default "";

	/**
	 * How long after its last use, hit or miss, the whole cache is forgotten: {@code 60s}
	 * (the default) or {@code PT1M}; {@code none} keeps it.
	 * @return a duration or {@code none}
	 */
	String timeout() default "60s";

}
