package io.pottery.reactive;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

import io.pottery.quorum.Lease;

/**
 * A lease that is asked for with the first request, and given back where the subscriber
 * has cancelled: Reactor's own bridges drop a value in that instant, and nobody would
 * hold the lock.
 *
 * @param <A> how the lock answers
 */
final class LeaseMono<A> extends Mono<Lease> {

	private final Supplier<CompletableFuture<A>> question;

	private final Function<A, Optional<Lease>> answer;

	LeaseMono(Supplier<CompletableFuture<A>> question, Function<A, Optional<Lease>> answer) {
		this.question = question;
		this.answer = answer;
	}

	@Override
	public void subscribe(CoreSubscriber<? super Lease> subscriber) {
		subscriber.onSubscribe(new Asking(subscriber));
	}

	private enum State {

		IDLE, ASKED, ANSWERED, CANCELLED

	}

	/**
	 * One subscriber's question.
	 */
	private final class Asking implements Subscription {

		private final CoreSubscriber<? super Lease> subscriber;

		private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

		private volatile @Nullable CompletableFuture<A> asked;

		Asking(CoreSubscriber<? super Lease> subscriber) {
			this.subscriber = subscriber;
		}

		@Override
		public void request(long most) {
			if (!Operators.validate(most) || !this.state.compareAndSet(State.IDLE, State.ASKED)) {
				return;
			}
			CompletableFuture<A> asked = LeaseMono.this.question.get();
			// Whichever of the two comes second sees what the other did.
			this.asked = asked;
			if (this.state.get() == State.CANCELLED) {
				asked.cancel(false);
			}
			asked.whenComplete(this::answered);
		}

		@Override
		public void cancel() {
			State before = this.state.getAndSet(State.CANCELLED);
			CompletableFuture<A> asked = this.asked;
			if (before == State.ASKED && asked != null) {
				asked.cancel(false);
			}
		}

		private void answered(A value, @Nullable Throwable ex) {
			boolean wanted = this.state.compareAndSet(State.ASKED, State.ANSWERED);
			Optional<Lease> lease = (ex != null) ? Optional.empty() : LeaseMono.this.answer.apply(value);
			if (!wanted) {
				lease.ifPresent(Lease::releaseAsync);
			}
			else if (ex != null) {
				this.subscriber.onError(ex);
			}
			else {
				lease.ifPresent(this.subscriber::onNext);
				this.subscriber.onComplete();
			}
		}

	}

}
