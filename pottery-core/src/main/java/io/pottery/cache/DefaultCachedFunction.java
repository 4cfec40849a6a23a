package io.pottery.cache;

import java.util.Collections;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A function before which stands a cache.
 *
 * @param <A> the type of the argument
 * @param <R> the type of the result
 */
final class DefaultCachedFunction<A extends @Nullable Object, R extends @Nullable Object>
		implements CachedFunction<A, R> {

	private final ResultCache<R> cache;

	private final Function<A, R> function;

	DefaultCachedFunction(ResultCache<R> cache, Function<A, R> function) {
		this.cache = cache;
		this.function = function;
	}

	@Override
	public R apply(A argument) {
		return this.cache.get(asList(argument), () -> this.function.apply(argument));
	}

	@Override
	public R bypass(A argument) {
		return this.cache.bypass(asList(argument), () -> this.function.apply(argument));
	}

	@Override
	public Function<A, R> uncached() {
		return this.function;
	}

	@Override
	public void clear() {
		this.cache.clear();
	}

	@Override
	public CacheInfo info() {
		return this.cache.info();
	}

	@Override
	public String toString() {
		return "CachedFunction[" + this.cache.key() + "]";
	}

	private List<A> asList(A argument) {
		return Collections.singletonList(argument);
	}

}
