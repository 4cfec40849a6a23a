package io.pottery.spring.aop;

import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.springframework.core.KotlinDetector;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * When the work of a method is over.
 */
enum ReturnStyle {

	/**
	 * When the method returns.
	 */
	PLAIN,

	/**
	 * When the returned stage completes.
	 */
	STAGE,

	/**
	 * When the returned publisher, of one value at most, completes.
	 */
	MONO,

	/**
	 * When the returned publisher of any number of values completes.
	 */
	FLUX;

	/**
	 * Tells the style of a method.
	 * @param method the method
	 * @return the style, or {@code null} where nobody can tell when its work is over
	 */
	static @Nullable ReturnStyle of(Method method) {
		Class<?> type = method.getReturnType();
		if (type.isAssignableFrom(CompletableFuture.class) && CompletionStage.class.isAssignableFrom(type)) {
			return STAGE;
		}
		if (KotlinDetector.isSuspendingFunction(method) || CompletionStage.class.isAssignableFrom(type)
				|| Future.class.isAssignableFrom(type)) {
			return null;
		}
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(type);
		if (adapter == null) {
			return PLAIN;
		}
		return adapter.isMultiValue() ? FLUX : MONO;
	}

}
