package io.pottery.spring.aop;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;

import io.pottery.Pottery;
import io.pottery.annotation.Synchronized.OnLost;
import io.pottery.quorum.AsyncRedlock;
import io.pottery.quorum.Lease;
import io.pottery.quorum.Redlock;
import io.pottery.quorum.ReleaseUnlockedLockException;

/**
 * Runs methods under their locks.
 * <p>
 * A method that returns when its work is over runs under a hold of the calling thread,
 * which re-enters. One that returns a stage or a publisher runs under a lease, which does
 * not: a stage's lease is waited for by the calling thread before the method is called, a
 * publisher's at every subscription, by nobody. Both are given back by a thread that may
 * block, before the caller sees the end.
 */
final class SynchronizedInterceptor implements MethodInterceptor {

	private static final Logger logger = LoggerFactory.getLogger(SynchronizedInterceptor.class);

	private final SynchronizedOperationSource source;

	private final ConfigurableBeanFactory beanFactory;

	private volatile @Nullable Pottery pottery;

	/**
	 * Creates the interceptor.
	 * @param source what finds the annotations
	 * @param beanFactory where the {@link Pottery} is, which is looked up by the first
	 * call
	 */
	SynchronizedInterceptor(SynchronizedOperationSource source, ConfigurableBeanFactory beanFactory) {
		this.source = source;
		this.beanFactory = beanFactory;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object target = invocation.getThis();
		Class<?> targetClass = (target != null) ? AopUtils.getTargetClass(target)
				: invocation.getMethod().getDeclaringClass();
		SynchronizedOperation operation = this.source.find(invocation.getMethod(), targetClass);
		if (operation == null) {
			return invocation.proceed();
		}
		String key = operation.key().evaluate(target, invocation.getArguments(), this.beanFactory);
		Redlock lock = operation.lock(pottery(), key);
		return switch (operation.style()) {
			case PLAIN -> runHeld(invocation, operation, lock);
			case STAGE -> runLeased(invocation, operation, lock);
			case MONO, FLUX -> ReactiveInvocation.synchronize(invocation, operation, lock,
					(lease, failure) -> release(operation, lease, failure));
		};
	}

	private Pottery pottery() {
		Pottery known = this.pottery;
		if (known == null) {
			// No lock: the bean may be made by another thread that waits for this one.
			known = this.beanFactory.getBean(Pottery.class);
			this.pottery = known;
		}
		return known;
	}

	private @Nullable Object runHeld(MethodInvocation invocation, SynchronizedOperation operation, Redlock lock)
			throws Throwable {
		if (operation.patience() != null) {
			lock.lock(operation.patience());
		}
		else {
			lock.lock();
		}
		Throwable failure = null;
		try {
			return invocation.proceed();
		}
		catch (Throwable ex) {
			failure = ex;
			throw ex;
		}
		finally {
			giveBack(operation, lock::unlock, failure);
		}
	}

	private Object runLeased(MethodInvocation invocation, SynchronizedOperation operation, Redlock lock)
			throws Throwable {
		Lease lease = operation.autoExtend() ? await(acquire(operation, lock.async()), lock) : acquire(operation, lock);
		CompletionStage<?> stage;
		try {
			stage = (CompletionStage<?>) invocation.proceed();
			if (stage == null) {
				throw new IllegalStateException(operation.methodName() + " returned null in place of a stage");
			}
		}
		catch (Throwable ex) {
			release(operation, lease, ex);
			throw ex;
		}
		CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
		// The thread that completes the stage may be one that must not wait for Redis.
		stage.whenCompleteAsync((value, failure) -> complete(result, operation, lease, value, failure));
		result.whenComplete((value, failure) -> {
			if (result.isCancelled()) {
				stage.toCompletableFuture().cancel(true);
			}
		});
		return result;
	}

	private static void complete(CompletableFuture<@Nullable Object> result, SynchronizedOperation operation,
			Lease lease, @Nullable Object value, @Nullable Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		try {
			release(operation, lease, cause);
		}
		catch (RuntimeException ex) {
			result.completeExceptionally(ex);
			return;
		}
		if (cause != null) {
			result.completeExceptionally(cause);
		}
		else {
			result.complete(value);
		}
	}

	private static CompletableFuture<Lease> acquire(SynchronizedOperation operation, AsyncRedlock lock) {
		return (operation.patience() != null) ? lock.acquire(operation.patience()) : lock.acquire();
	}

	private static Lease acquire(SynchronizedOperation operation, Redlock lock) {
		return (operation.patience() != null) ? lock.acquire(operation.patience()) : lock.acquire();
	}

	/**
	 * Waits for a lease that belongs to no thread: one that a thread has acquired is
	 * renewed no longer than that thread lives.
	 */
	private static Lease await(CompletableFuture<Lease> acquiring, Redlock lock) throws Throwable {
		try {
			return acquiring.get();
		}
		catch (ExecutionException ex) {
			throw ex.getCause();
		}
		catch (InterruptedException ex) {
			if (!acquiring.cancel(false)) {
				acquiring.thenAccept(Lease::releaseAsync);
			}
			Thread.currentThread().interrupt();
			throw new CancellationException("The wait for the lock '" + lock.key() + "' was interrupted");
		}
	}

	private static void release(SynchronizedOperation operation, Lease lease, @Nullable Throwable failure) {
		giveBack(operation, lease::release, failure);
	}

	/**
	 * Gives a lock back. Nothing that happens here hides what the method threw.
	 * @param operation what the annotation means
	 * @param release what gives the lock back
	 * @param failure what the method threw, if anything
	 */
	private static void giveBack(SynchronizedOperation operation, Runnable release, @Nullable Throwable failure) {
		try {
			release.run();
		}
		catch (RuntimeException ex) {
			if (ex instanceof ReleaseUnlockedLockException && operation.onLost() == OnLost.LOG) {
				logger.warn("{} ended without its lock", operation.methodName(), ex);
			}
			else if (failure == null) {
				throw ex;
			}
			else if (failure != ex) {
				failure.addSuppressed(ex);
			}
		}
	}

}
