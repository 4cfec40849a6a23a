package io.pottery.cache;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.pottery.container.ContainerSettings;

/**
 * Sets up a {@link ResultCache}.
 *
 * @param <R> the type of the results
 * @since 1.0
 */
public final class ResultCacheBuilder<R extends @Nullable Object> {

	final ContainerSettings settings;

	final String key;

	final Type resultType;

	List<Type> argumentTypes = List.of();

	@Nullable Duration timeout = Duration.ofSeconds(60);

	OnError onError = OnError.CALL_THROUGH;

	ResultCacheBuilder(ContainerSettings settings, String key, Type resultType) {
		this.settings = settings;
		this.key = key;
		this.resultType = resultType;
	}

	/**
	 * Sets the declared types of the arguments, which sealed hierarchies need.
	 * @param types a type for each argument; arguments without one are written as what
	 * they are
	 * @return this builder
	 */
	public ResultCacheBuilder<R> argumentTypes(List<? extends Type> types) {
		this.argumentTypes = List.copyOf(types);
		return this;
	}

	/**
	 * Sets how long after its last use, hit or miss, the whole cache is forgotten.
	 * @param timeout the time, at least one millisecond; 60 seconds unless set
	 * @return this builder
	 * @throws IllegalArgumentException if the time is shorter than a millisecond
	 */
	public ResultCacheBuilder<R> timeout(Duration timeout) {
		if (timeout.toMillis() < 1) {
			throw new IllegalArgumentException("'timeout' must be at least one millisecond, was " + timeout);
		}
		this.timeout = timeout;
		return this;
	}

	/**
	 * Keeps the cache for ever.
	 * @return this builder
	 */
	public ResultCacheBuilder<R> noTimeout() {
		this.timeout = null;
		return this;
	}

	/**
	 * Sets what happens while Redis fails.
	 * @param onError {@link OnError#CALL_THROUGH} unless set
	 * @return this builder
	 */
	public ResultCacheBuilder<R> onError(OnError onError) {
		this.onError = onError;
		return this;
	}

	/**
	 * Builds the cache; asks nobody.
	 * @return the cache, safe for all threads
	 */
	public ResultCache<R> build() {
		return new DefaultResultCache<>(this);
	}

}
