package io.pottery.spring.aop;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;

import io.pottery.cache.CacheLookup;

/**
 * Answers calls from their caches.
 * <p>
 * A method that returns when its work is over is loaded once for all callers of this
 * process. For a stage the look-up is done by the calling thread before the method is
 * called; for a publisher at every subscription, by a thread that may block. Both are
 * remembered before the caller sees the result.
 */
final class RedisCachedInterceptor implements MethodInterceptor {

	private final DefaultRedisCaches caches;

	/**
	 * Creates the interceptor.
	 * @param caches the caches
	 */
	RedisCachedInterceptor(DefaultRedisCaches caches) {
		this.caches = caches;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object target = invocation.getThis();
		Class<?> targetClass = (target != null) ? AopUtils.getTargetClass(target)
				: invocation.getMethod().getDeclaringClass();
		RedisCachedOperation operation = this.caches.source().find(invocation.getMethod(), targetClass);
		DefaultRedisCaches.Use use = (operation != null) ? this.caches.use(operation.name())
				: DefaultRedisCaches.Use.NONE;
		if (operation == null || use == DefaultRedisCaches.Use.NONE) {
			return invocation.proceed();
		}
		CachedCall call = new CachedCall(operation, this.caches.cache(operation),
				Arrays.asList(invocation.getArguments()), use == DefaultRedisCaches.Use.BYPASS);
		return switch (operation.style()) {
			case PLAIN -> load(invocation, call);
			case STAGE -> loadStage(invocation, call);
			case MONO, FLUX -> ReactiveInvocation.cache(invocation, operation.style(), call);
		};
	}

	private static @Nullable Object load(MethodInvocation invocation, CachedCall call) throws Throwable {
		try {
			return call.load(() -> {
				try {
					return invocation.proceed();
				}
				catch (Throwable ex) {
					throw new MethodFailure(ex);
				}
			});
		}
		catch (MethodFailure ex) {
			throw ex.getCause();
		}
	}

	private static Object loadStage(MethodInvocation invocation, CachedCall call) throws Throwable {
		CacheLookup<?> found = call.lookUp();
		if (found.hit()) {
			return CompletableFuture.completedFuture(call.wrap(found.result()));
		}
		CompletionStage<?> stage = (CompletionStage<?>) invocation.proceed();
		if (stage == null) {
			throw new IllegalStateException(call.operation().method() + " returned null in place of a stage");
		}
		// The thread that completes the stage may be one that must not wait for Redis.
		return stage.thenApplyAsync((value) -> {
			call.remember(found, value);
			return value;
		}).toCompletableFuture();
	}

	/**
	 * Carries what the method threw through the cache.
	 */
	private static final class MethodFailure extends RuntimeException {

		private final Throwable failure;

		MethodFailure(Throwable failure) {
			super(null, failure, false, false);
			this.failure = failure;
		}

		@Override
		public synchronized Throwable getCause() {
			return this.failure;
		}

	}

}
