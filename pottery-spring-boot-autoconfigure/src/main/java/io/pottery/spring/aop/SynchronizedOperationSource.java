package io.pottery.spring.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.expression.ParseException;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import io.pottery.annotation.Synchronized;

/**
 * Finds what {@link Synchronized} means for a method.
 */
final class SynchronizedOperationSource extends OperationSource<Synchronized, SynchronizedOperation> {

	private static final Duration SHORTEST_LEASE = Duration.ofMillis(10);

	private final ConfigurableBeanFactory beanFactory;

	private final Duration maxLease;

	/**
	 * Creates the source.
	 * @param beanFactory what replaces placeholders
	 * @param classProxies whether proxies are subclasses even where there are interfaces
	 * @param maxLease the longest auto-release time
	 */
	SynchronizedOperationSource(ConfigurableBeanFactory beanFactory, boolean classProxies, Duration maxLease) {
		super(Synchronized.class, classProxies);
		this.beanFactory = beanFactory;
		this.maxLease = maxLease;
	}

	@Override
	@Nullable Synchronized findAnnotation(Method method, Class<?> targetClass) {
		Synchronized annotation = AnnotatedElementUtils.findMergedAnnotation(method, Synchronized.class);
		if (annotation != null || !Modifier.isPublic(method.getModifiers())
				|| method.getDeclaringClass() == Object.class || ReflectionUtils.isObjectMethod(method)) {
			return annotation;
		}
		annotation = AnnotatedElementUtils.getMergedAnnotation(targetClass, Synchronized.class);
		return (annotation != null) ? annotation : findOnInterfaces(method, targetClass);
	}

	private static @Nullable Synchronized findOnInterfaces(Method method, Class<?> targetClass) {
		for (Class<?> type : ClassUtils.getAllInterfacesForClass(targetClass)) {
			if (ReflectionUtils.findMethod(type, method.getName(), method.getParameterTypes()) != null) {
				Synchronized annotation = MergedAnnotations.from(type, SearchStrategy.DIRECT)
					.get(Synchronized.class)
					.synthesize((found) -> found.isPresent())
					.orElse(null);
				if (annotation != null) {
					return annotation;
				}
			}
		}
		return null;
	}

	@Override
	SynchronizedOperation create(Synchronized annotation, Method method, Class<?> targetClass) {
		String name = MethodNames.of(method, targetClass);
		ReturnStyle style = ReturnStyle.of(method);
		if (style == null) {
			throw invalid(name,
					"returns a " + method.getReturnType().getSimpleName()
							+ ", which does not tell when its work is over",
					"Return a CompletableFuture, a Mono or a Flux.");
		}
		if (annotation.fenced() && style != ReturnStyle.PLAIN) {
			throw invalid(name,
					"is fenced and returns a " + method.getReturnType().getSimpleName()
							+ ", whose lock belongs to no thread: the method could not get at its token",
					"Acquire the lock inside of the method, by 'Redlock.async()': the lease has the token.");
		}
		if (annotation.maxExtensions() < 0) {
			throw invalid(name, "allows " + annotation.maxExtensions() + " extensions",
					"Write 0 or more; 'Integer.MAX_VALUE' is without limit.");
		}
		String timeout = text(annotation.timeout());
		if (!annotation.blocking() && !timeout.isEmpty()) {
			throw invalid(name, "has the time-out '" + timeout + "' but does not block",
					"Remove the time-out, or remove 'blocking = false'.");
		}
		Duration autoReleaseTime = duration(name, "autoReleaseTime", text(annotation.autoReleaseTime()));
		if (autoReleaseTime.compareTo(SHORTEST_LEASE) < 0) {
			throw invalid(name, "has an auto-release time of " + autoReleaseTime.toMillis() + " ms",
					"Give it 10 ms at least.");
		}
		if (autoReleaseTime.compareTo(this.maxLease) > 0) {
			throw invalid(name,
					"has an auto-release time of " + autoReleaseTime.toMillis() + " ms, longer than the "
							+ this.maxLease.toMillis() + " ms that these masters allow",
					"Shorten it, or raise the property 'pottery.redlock.max-lease' for every client of the masters.");
		}
		return new SynchronizedOperation(name, key(annotation, method, name), autoReleaseTime,
				annotation.maxExtensions(), annotation.autoExtend(), annotation.fenced(),
				patience(annotation, timeout, name), annotation.failWhenQuorumImpossible(), annotation.onLost(), style);
	}

	private @Nullable Duration patience(Synchronized annotation, String timeout, String name) {
		if (!annotation.blocking()) {
			return Duration.ZERO;
		}
		return timeout.isEmpty() ? null : duration(name, "timeout", timeout);
	}

	private KeyTemplate key(Synchronized annotation, Method method, String name) {
		String text = text(annotation.key());
		try {
			return KeyTemplate.parse(text.isEmpty() ? name : text, method, name);
		}
		catch (ParseException ex) {
			throw invalid(name, "has the key '" + text + "', which is not an expression: " + ex.getSimpleMessage(),
					"Write expressions as '#{#argument}' within a text, or a single one as '#argument'.");
		}
	}

	private Duration duration(String name, String attribute, String text) {
		Duration duration = Durations.parse(text);
		if (duration == null) {
			throw invalid(name, "has '" + text + "' as its " + attribute + ", which is not a duration",
					"Write a number and a unit, such as '500ms' or '10s', or ISO-8601, such as 'PT10S'.");
		}
		return duration;
	}

	private String text(String attribute) {
		String resolved = this.beanFactory.resolveEmbeddedValue(attribute);
		return (resolved != null) ? resolved.strip() : "";
	}

	private static InvalidAnnotationException invalid(String method, String problem, String action) {
		return new InvalidAnnotationException("Synchronized", method, problem, action);
	}

}
