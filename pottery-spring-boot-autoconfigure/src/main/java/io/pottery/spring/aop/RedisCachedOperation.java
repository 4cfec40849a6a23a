package io.pottery.spring.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.pottery.Pottery;
import io.pottery.cache.OnError;
import io.pottery.cache.ResultCache;
import io.pottery.cache.ResultCacheBuilder;

/**
 * What {@code @RedisCached} means for one method.
 *
 * @param method the method
 * @param targetClass the class of the bean
 * @param name the name of the cache, which is its key
 * @param timeout how long after its last use the cache is forgotten, {@code null} never
 * @param resultType the type of what is remembered
 * @param argumentTypes the types of the arguments
 * @param optional whether the method returns an {@code Optional}
 * @param style when the work of the method is over
 */
record RedisCachedOperation(Method method, Class<?> targetClass, String name, @Nullable Duration timeout,
		Type resultType, List<Type> argumentTypes, boolean optional, ReturnStyle style) {

	/**
	 * Builds the cache.
	 * @param pottery what builds it
	 * @param onError what happens while Redis fails
	 * @return the cache
	 */
	ResultCache<@Nullable Object> cache(Pottery pottery, OnError onError) {
		ResultCacheBuilder<@Nullable Object> builder = pottery.resultCache(this.name, this.resultType);
		builder.argumentTypes(this.argumentTypes).onError(onError);
		return ((this.timeout != null) ? builder.timeout(this.timeout) : builder.noTimeout()).build();
	}

}
