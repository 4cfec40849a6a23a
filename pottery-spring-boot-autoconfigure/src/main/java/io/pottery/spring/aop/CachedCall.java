package io.pottery.spring.aop;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.pottery.cache.CacheLookup;
import io.pottery.cache.ResultCache;

/**
 * One call of a cached method, as its cache sees it.
 *
 * @param operation what the annotation means
 * @param cache the cache
 * @param arguments the arguments of the call
 * @param bypass whether the cache does not answer this call
 */
record CachedCall(RedisCachedOperation operation, ResultCache<@Nullable Object> cache, List<@Nullable Object> arguments,
		boolean bypass) {

	/**
	 * Answers with a remembered result, or loads and remembers one.
	 * @param loader what calls the method
	 * @return what the method returns
	 */
	@Nullable Object load(Supplier<@Nullable Object> loader) {
		Supplier<@Nullable Object> unwrapping = () -> unwrap(loader.get());
		return wrap(this.bypass ? this.cache.bypass(this.arguments, unwrapping)
				: this.cache.get(this.arguments, unwrapping));
	}

	/**
	 * Looks the result up.
	 * @return what was found, never a hit where the cache is bypassed
	 */
	CacheLookup<?> lookUp() {
		return this.bypass ? new CacheLookup<>(false, null, this.cache.generation())
				: this.cache.lookup(this.arguments);
	}

	/**
	 * Remembers a result.
	 * @param found what {@link #lookUp} returned
	 * @param value what came out of the method
	 */
	void remember(CacheLookup<?> found, @Nullable Object value) {
		this.cache.store(this.arguments, found.generation(), unwrap(value));
	}

	/**
	 * Makes what the method returns of what is remembered.
	 * @param value what is remembered
	 * @return what the method returns
	 */
	@Nullable Object wrap(@Nullable Object value) {
		return this.operation.optional() ? Optional.ofNullable(value) : value;
	}

	private @Nullable Object unwrap(@Nullable Object value) {
		return (value instanceof Optional<?> optional && this.operation.optional()) ? optional.orElse(null) : value;
	}

}
