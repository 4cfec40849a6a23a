package io.pottery.spring.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;

import io.pottery.annotation.RedisCached;
import io.pottery.spring.internal.DeclaredTypes;

/**
 * Finds what {@link RedisCached} means for a method.
 */
final class RedisCachedOperationSource extends OperationSource<RedisCached, RedisCachedOperation> {

	private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);

	private final ConfigurableBeanFactory beanFactory;

	private final ConcurrentMap<String, RedisCachedOperation> byName = new ConcurrentHashMap<>();

	/**
	 * Creates the source.
	 * @param beanFactory what replaces placeholders
	 * @param classProxies whether proxies are subclasses even where there are interfaces
	 */
	RedisCachedOperationSource(ConfigurableBeanFactory beanFactory, boolean classProxies) {
		super(RedisCached.class, classProxies);
		this.beanFactory = beanFactory;
	}

	/**
	 * Returns what was found so far.
	 * @return the operations by the names of their caches
	 */
	Map<String, RedisCachedOperation> found() {
		return this.byName;
	}

	@Override
	@Nullable RedisCached findAnnotation(Method method, Class<?> targetClass) {
		return AnnotatedElementUtils.findMergedAnnotation(method, RedisCached.class);
	}

	@Override
	RedisCachedOperation create(RedisCached annotation, Method method, Class<?> targetClass) {
		String methodName = MethodNames.of(method, targetClass);
		String key = text(annotation.key());
		ReturnStyle style = ReturnStyle.of(method);
		if (style == null) {
			throw invalid(methodName,
					"returns a " + method.getReturnType().getSimpleName()
							+ ", which does not tell when its work is over",
					"Return a CompletableFuture, a Mono or a Flux.");
		}
		ResolvableType result = result(method, targetClass, style);
		if (result.resolve() == void.class || result.resolve() == Void.class) {
			throw invalid(methodName, "returns nothing that could be remembered",
					"Remove the annotation, or return a result.");
		}
		boolean optional = style != ReturnStyle.FLUX && result.resolve() == Optional.class;
		RedisCachedOperation operation = new RedisCachedOperation(method, targetClass, key.isEmpty() ? methodName : key,
				timeout(annotation, methodName), DeclaredTypes.resolve(optional ? result.getGeneric() : result),
				argumentTypes(method, targetClass), optional, style);
		RedisCachedOperation other = this.byName.putIfAbsent(operation.name(), operation);
		if (other != null && !(other.method().equals(method) && other.targetClass() == targetClass)) {
			throw invalid(methodName,
					"has the key '" + operation.name() + "' of " + MethodNames.of(other.method(), other.targetClass())
							+ ": each would return what the other remembered",
					"Give each method a key of its own.");
		}
		return operation;
	}

	private static ResolvableType result(Method method, Class<?> targetClass, ReturnStyle style) {
		ResolvableType returned = ResolvableType.forMethodReturnType(method, targetClass);
		return switch (style) {
			case PLAIN -> returned;
			case STAGE, MONO -> returned.getGeneric();
			case FLUX -> ResolvableType.forClassWithGenerics(List.class,
					ResolvableType.forType(DeclaredTypes.resolve(returned.getGeneric())));
		};
	}

	private static List<Type> argumentTypes(Method method, Class<?> targetClass) {
		return IntStream.range(0, method.getParameterCount())
			.mapToObj((index) -> DeclaredTypes.resolve(ResolvableType.forMethodParameter(method, index, targetClass)))
			.toList();
	}

	private @Nullable Duration timeout(RedisCached annotation, String methodName) {
		String text = text(annotation.timeout());
		if (text.equals("none")) {
			return null;
		}
		Duration timeout = Durations.parse(text);
		if (timeout == null || timeout.compareTo(SHORTEST_TIMEOUT) < 0) {
			throw invalid(methodName, "has '" + text + "' as its timeout, which is not a duration of 1 ms at least",
					"Write a number and a unit, such as '60s', or ISO-8601, such as 'PT1M', or 'none'.");
		}
		return timeout;
	}

	private String text(String attribute) {
		String resolved = this.beanFactory.resolveEmbeddedValue(attribute);
		return (resolved != null) ? resolved.strip() : "";
	}

	private static InvalidAnnotationException invalid(String method, String problem, String action) {
		return new InvalidAnnotationException("RedisCached", method, problem, action);
	}

}
