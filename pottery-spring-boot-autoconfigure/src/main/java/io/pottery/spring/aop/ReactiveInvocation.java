package io.pottery.spring.aop;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.pottery.cache.CacheLookup;
import io.pottery.quorum.Lease;
import io.pottery.quorum.Redlock;
import io.pottery.reactive.ReactiveRedlock;

/**
 * Calls of methods that return publishers; apart from the interceptors, as Reactor is
 * optional. The method is called anew by every subscription, and whatever waits for Redis
 * does so on a thread that may block.
 */
final class ReactiveInvocation {

	private ReactiveInvocation() {
	}

	/**
	 * Answers with a remembered result where there is one, and remembers one otherwise.
	 * @param invocation the call
	 * @param style {@link ReturnStyle#MONO} or {@link ReturnStyle#FLUX}, whose result is
	 * the list of its values
	 * @param call the call, as the cache sees it
	 * @return a publisher of the type that the method returns
	 */
	static Object cache(MethodInvocation invocation, ReturnStyle style, CachedCall call) {
		Mono<CacheLookup<?>> found = Mono.<CacheLookup<?>>fromSupplier(call::lookUp)
			.subscribeOn(Schedulers.boundedElastic());
		return adapter(invocation)
			.fromPublisher((style == ReturnStyle.MONO) ? found.flatMap((lookup) -> cachedMono(invocation, call, lookup))
					: found.flatMapMany((lookup) -> cachedFlux(invocation, call, lookup)));
	}

	private static Mono<Object> cachedMono(MethodInvocation invocation, CachedCall call, CacheLookup<?> found) {
		if (found.hit()) {
			return Mono.justOrEmpty(call.wrap(found.result()));
		}
		return Mono.from(call(invocation))
			.map(Optional::of)
			.defaultIfEmpty(Optional.empty())
			.flatMap((value) -> blocking(() -> call.remember(found, value.orElse(null))).then(Mono.justOrEmpty(value)));
	}

	private static Flux<Object> cachedFlux(MethodInvocation invocation, CachedCall call, CacheLookup<?> found) {
		if (found.hit()) {
			return (found.result() instanceof List<?> values) ? Flux.fromIterable(values) : Flux.empty();
		}
		return Flux.from(call(invocation))
			.collectList()
			.flatMap((values) -> blocking(() -> call.remember(found, values)).thenReturn(values))
			.flatMapIterable(Function.identity());
	}

	/**
	 * Holds a lease from the subscription until the publisher completes, fails or is
	 * cancelled.
	 * @param invocation the call
	 * @param operation what the annotation means
	 * @param lock the lock
	 * @param release what gives it back, told what failed, if anything
	 * @return a publisher of the type that the method returns
	 */
	static Object synchronize(MethodInvocation invocation, SynchronizedOperation operation, Redlock lock,
			BiConsumer<Lease, @Nullable Throwable> release) {
		ReactiveRedlock reactive = ReactiveRedlock.of(lock);
		Duration patience = operation.patience();
		// Nothing may stand behind this that drops a lease in silence, such as publishOn.
		Mono<Lease> acquired = (patience != null) ? reactive.acquire(patience) : reactive.acquire();
		Function<Lease, Publisher<?>> completed = (lease) -> blocking(() -> release.accept(lease, null));
		Function<Lease, Publisher<?>> cancelled = completed;
		// The lock is waited for by no thread; what the method does then may block.
		Publisher<?> publisher = (operation.style() == ReturnStyle.MONO)
				? Mono.usingWhen(acquired,
						(lease) -> Mono.defer(() -> Mono.from(call(invocation)))
							.subscribeOn(Schedulers.boundedElastic()),
						completed, (lease, failure) -> blocking(() -> release.accept(lease, failure)), cancelled)
				: Flux.usingWhen(acquired,
						(lease) -> Flux.defer(() -> call(invocation)).subscribeOn(Schedulers.boundedElastic()),
						completed, (lease, failure) -> blocking(() -> release.accept(lease, failure)), cancelled);
		return adapter(invocation).fromPublisher(publisher);
	}

	private static Mono<Void> blocking(Runnable runnable) {
		return Mono.<Void>fromRunnable(runnable).subscribeOn(Schedulers.boundedElastic());
	}

	private static Publisher<Object> call(MethodInvocation invocation) {
		try {
			return adapter(invocation).toPublisher(((ProxyMethodInvocation) invocation).invocableClone().proceed());
		}
		catch (Throwable ex) {
			return Mono.error(ex);
		}
	}

	private static ReactiveAdapter adapter(MethodInvocation invocation) {
		Object target = invocation.getThis();
		Method method = invocation.getMethod();
		Class<?> type = ((target != null) ? AopUtils.getMostSpecificMethod(method, AopUtils.getTargetClass(target))
				: method)
			.getReturnType();
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(type);
		if (adapter == null) {
			throw new IllegalStateException("Nothing adapts " + type.getName());
		}
		return adapter;
	}

}
