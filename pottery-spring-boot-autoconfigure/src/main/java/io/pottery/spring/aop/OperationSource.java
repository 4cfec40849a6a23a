package io.pottery.spring.aop;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodClassKey;
import org.springframework.util.ClassUtils;

/**
 * Finds what an annotation means for a method of a bean, once for each method.
 *
 * @param <A> the annotation
 * @param <O> what it means
 */
abstract class OperationSource<A extends Annotation, O> {

	private static final Logger logger = LoggerFactory.getLogger(OperationSource.class);

	private final Map<MethodClassKey, Optional<O>> operations = new ConcurrentHashMap<>();

	private final Class<A> annotationType;

	private final boolean classProxies;

	/**
	 * Creates the source.
	 * @param annotationType the annotation
	 * @param classProxies whether proxies are subclasses even where there are interfaces
	 */
	OperationSource(Class<A> annotationType, boolean classProxies) {
		this.annotationType = annotationType;
		this.classProxies = classProxies;
	}

	final Class<A> annotationType() {
		return this.annotationType;
	}

	/**
	 * Finds what the annotation means for a method.
	 * @param method a method of the bean or of one of its interfaces
	 * @param targetClass the class of the bean
	 * @return what it means, or {@code null} where there is no annotation
	 * @throws InvalidAnnotationException if the annotation cannot be meant as it is
	 * written
	 */
	final @Nullable O find(Method method, Class<?> targetClass) {
		Class<?> userClass = ClassUtils.getUserClass(targetClass);
		MethodClassKey key = new MethodClassKey(method, userClass);
		Optional<O> operation = this.operations.get(key);
		if (operation == null) {
			operation = Optional.ofNullable(create(AopUtils.getMostSpecificMethod(method, userClass), userClass));
			this.operations.put(key, operation);
		}
		return operation.orElse(null);
	}

	/**
	 * Returns what was found for all methods of the beans that were made so far.
	 * @return the operations
	 */
	final Stream<O> operations() {
		return this.operations.values().stream().flatMap(Optional::stream);
	}

	private @Nullable O create(Method method, Class<?> targetClass) {
		if (method.isBridge() || method.isSynthetic()) {
			return null;
		}
		A annotation = findAnnotation(method, targetClass);
		if (annotation == null) {
			return null;
		}
		String obstacle = obstacle(method, targetClass);
		if (obstacle != null) {
			logger.warn("@{} on {} has no effect: no proxy can intercept a {} method",
					this.annotationType.getSimpleName(), MethodNames.of(method, targetClass), obstacle);
			return null;
		}
		return create(annotation, method, targetClass);
	}

	private @Nullable String obstacle(Method method, Class<?> targetClass) {
		int modifiers = method.getModifiers();
		if (Modifier.isStatic(modifiers)) {
			return "static";
		}
		if (Modifier.isPrivate(modifiers)) {
			return "private";
		}
		boolean onlyBySubclass = this.classProxies
				|| !ClassUtils.getInterfaceMethodIfPossible(method, targetClass).getDeclaringClass().isInterface();
		return (Modifier.isFinal(modifiers) && onlyBySubclass) ? "final" : null;
	}

	/**
	 * Looks for the annotation.
	 * @param method the method of the most specific class
	 * @param targetClass the class of the bean
	 * @return the annotation, or {@code null} where there is none
	 */
	abstract @Nullable A findAnnotation(Method method, Class<?> targetClass);

	/**
	 * Reads the annotation.
	 * @param annotation the annotation
	 * @param method the method of the most specific class
	 * @param targetClass the class of the bean
	 * @return what it means
	 */
	abstract O create(A annotation, Method method, Class<?> targetClass);

}
