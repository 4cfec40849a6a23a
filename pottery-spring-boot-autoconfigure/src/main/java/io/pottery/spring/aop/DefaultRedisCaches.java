package io.pottery.spring.aop;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;

import io.pottery.Pottery;
import io.pottery.cache.CacheInfo;
import io.pottery.cache.OnError;
import io.pottery.cache.ResultCache;
import io.pottery.spring.RedisCaches;

/**
 * The caches of what a {@link RedisCachedOperationSource} found, each built when it is
 * first used.
 */
final class DefaultRedisCaches implements RedisCaches {

	private final RedisCachedOperationSource source;

	private final BeanFactory beanFactory;

	private final OnError onError;

	private final Map<String, ResultCache<@Nullable Object>> caches = new ConcurrentHashMap<>();

	private final ThreadLocal<@Nullable Mode> mode = new ThreadLocal<>();

	/**
	 * Creates the caches.
	 * @param source what finds the annotations
	 * @param beanFactory where the {@link Pottery} is, which is looked up by the first
	 * call
	 * @param onError what caches do while Redis fails
	 */
	DefaultRedisCaches(RedisCachedOperationSource source, BeanFactory beanFactory, OnError onError) {
		this.source = source;
		this.beanFactory = beanFactory;
		this.onError = onError;
	}

	RedisCachedOperationSource source() {
		return this.source;
	}

	ResultCache<@Nullable Object> cache(RedisCachedOperation operation) {
		ResultCache<@Nullable Object> cache = this.caches.get(operation.name());
		if (cache == null) {
			// The bean is asked for outside of the map's own locks, as making it may lead
			// here.
			Pottery pottery = this.beanFactory.getBean(Pottery.class);
			cache = this.caches.computeIfAbsent(operation.name(), (name) -> operation.cache(pottery, this.onError));
		}
		return cache;
	}

	/**
	 * Tells how the calling thread uses a cache now.
	 * @param name the name of the cache
	 * @return the use
	 */
	Use use(String name) {
		for (Mode current = this.mode.get(); current != null; current = current.outer()) {
			if (current.name().equals(name)) {
				return current.use();
			}
		}
		return Use.NORMAL;
	}

	@Override
	public Set<String> names() {
		return Collections.unmodifiableSet(new TreeSet<>(this.source.found().keySet()));
	}

	@Override
	public CacheInfo info(String name) {
		return cache(find(name)).info();
	}

	@Override
	public void clear(String name) {
		cache(find(name)).clear();
	}

	@Override
	public <T extends @Nullable Object> T bypass(String name, Supplier<T> call) {
		return with(name, Use.BYPASS, call);
	}

	@Override
	public <T extends @Nullable Object> T uncached(String name, Supplier<T> call) {
		return with(name, Use.NONE, call);
	}

	private <T extends @Nullable Object> T with(String name, Use use, Supplier<T> call) {
		find(name);
		Mode outer = this.mode.get();
		this.mode.set(new Mode(name, use, outer));
		try {
			return call.get();
		}
		finally {
			if (outer != null) {
				this.mode.set(outer);
			}
			else {
				this.mode.remove();
			}
		}
	}

	private RedisCachedOperation find(String name) {
		RedisCachedOperation operation = this.source.found().get(name);
		if (operation == null) {
			throw new IllegalArgumentException("No cache is named '" + name + "'; there are " + names());
		}
		return operation;
	}

	/**
	 * How a call uses its cache.
	 */
	enum Use {

		/**
		 * The cache answers.
		 */
		NORMAL,

		/**
		 * The method runs and its result is remembered.
		 */
		BYPASS,

		/**
		 * The method runs.
		 */
		NONE

	}

	/**
	 * How the calling thread uses one cache.
	 *
	 * @param name the name of the cache
	 * @param use how it is used
	 * @param outer what the calls around say
	 */
	private record Mode(String name, Use use, @Nullable Mode outer) {
	}

}
