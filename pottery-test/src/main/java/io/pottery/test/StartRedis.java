package io.pottery.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Starts Redis servers for the tests of a class and closes them after the last one.
 * <p>
 * Static fields and parameters of type {@link RedisServers} hold all of them, those of
 * type {@link RedisServer} the first. Before each test, servers that an earlier one
 * stopped are started and paused ones resumed; data stays. Nested classes share the
 * servers of their enclosing class unless they carry the annotation themselves. Tests
 * that only need a Redis are faster with {@link RedisServer#shared()}. Masters that tests
 * restart are quarantined for half a minute, unless Pottery's restart policy is
 * {@code trust-persistence}.
 *
 * @since 1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(RedisServersExtension.class)
public @interface StartRedis {

	/**
	 * How many independent servers, one unless set.
	 * @return the number of servers
	 */
	int count() default 1;

	/**
	 * Whether data survives a kill; it does not unless set. See
	 * {@link RedisServerBuilder#appendOnly()}.
	 * @return whether there is an append-only file
	 */
	boolean appendOnly() default false;

}
