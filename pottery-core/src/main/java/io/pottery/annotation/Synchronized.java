package io.pottery.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets one thread at a time, of all processes, run a method: it runs under the
 * {@code Redlock} named by the key. On a type it stands for every public method that has
 * none of its own. Python's {@code synchronize()}. Lombok has an annotation of the same
 * simple name.
 * <p>
 * The lock is taken before a transaction begins and given back after it has ended. It
 * re-enters in a thread. A method that returns a {@code CompletionStage}, a {@code Mono}
 * or a {@code Flux} holds the lock until that completes. Calls of a bean to itself are
 * not intercepted.
 * <p>
 * A call that does not get its lock throws {@code QuorumNotAchievedException}, or
 * {@code QuorumImpossibleException} where too many masters fail. Every text may contain
 * <code>${&hellip;}</code> placeholders.
 *
 * @since 1.0
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
public @interface Synchronized {

	/**
	 * The key of the lock: a text with SpEL templates, such as
	 * <code>seat-#{#seat}</code>, or a single SpEL expression that starts with {@code #},
	 * such as {@code #seat}. Arguments are there by name ({@code #seat}) and position
	 * ({@code #a0}, {@code #p0}), beans as {@code @name}. Empty, the default, stands for
	 * the class and the method, with the types of its parameters.
	 * @return the key
	 */
	String key() default "";

	/**
	 * How long the lock is held if nobody gives it back: {@code 10s} (the default) or
	 * {@code PT10S}.
	 * @return a duration
	 */
	String autoReleaseTime() default "10s";

	/**
	 * Whether the lock is renewed while the method runs: back to its full
	 * {@link #autoReleaseTime()} whenever a third of it has passed,
	 * {@link #maxExtensions()} times at most, so that a process that died blocks nobody
	 * for longer than that.
	 * @return whether to renew, {@code false} by default
	 */
	boolean autoExtend() default false;

	/**
	 * How often the lock is renewed, by {@link #autoExtend()} or by the method itself.
	 * {@link Integer#MAX_VALUE} is without limit: then a method that hangs keeps its
	 * lock.
	 * @return the number of renewals, 3 by default
	 */
	int maxExtensions() default 3;

	/**
	 * Whether the lock carries a fencing token, by which a resource tells older holders
	 * from newer ones; it costs two more round trips. The method gets at it by the key:
	 * {@code pottery.redlock(key).lease().orElseThrow().fencingToken()}. Not allowed on
	 * what returns a {@code CompletionStage}, a {@code Mono} or a {@code Flux}, nor where
	 * the only master is a Sentinel or Cluster deployment.
	 * @return whether there is a token, {@code false} by default
	 */
	boolean fenced() default false;

	/**
	 * Whether a call waits for the lock. {@code false} tries once.
	 * @return whether to wait, {@code true} by default
	 */
	boolean blocking() default true;

	/**
	 * How long a call waits for the lock, such as {@code 500ms}. Empty, the default,
	 * waits for ever. Not allowed where {@link #blocking()} is {@code false}.
	 * @return a duration, or nothing
	 */
	String timeout() default "";

	/**
	 * What happens while too many masters fail: {@code true}, the default, throws
	 * {@code QuorumImpossibleException} once that has lasted for a second, and at once
	 * where {@link #blocking()} is {@code false}; {@code false} keeps waiting.
	 * @return whether to fail
	 */
	boolean failWhenQuorumImpossible() default true;

	/**
	 * What happens where the lock was lost before the method ended.
	 * @return {@link OnLost#THROW} by default
	 */
	OnLost onLost() default OnLost.THROW;

	/**
	 * What to do about a lock that was lost while the method ran.
	 */
	enum OnLost {

		/**
		 * Throw {@code ReleaseUnlockedLockException}, unless the method threw: then that
		 * exception wins and keeps this one as suppressed.
		 */
		THROW,

		/**
		 * Log a warning and return normally.
		 */
		LOG

	}

}
