package io.pottery.reactive;

import java.util.Objects;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.pottery.quorum.AsyncNextId;

/**
 * The view of a sequence for Project Reactor.
 */
final class DefaultReactiveNextId implements ReactiveNextId {

	private final AsyncNextId ids;

	DefaultReactiveNextId(AsyncNextId ids) {
		this.ids = Objects.requireNonNull(ids, "ids");
	}

	@Override
	public String key() {
		return this.ids.key();
	}

	@Override
	public Mono<Long> next() {
		return Mono.fromFuture(this.ids::next);
	}

	@Override
	public Flux<Long> next(int count) {
		return Mono.fromFuture(() -> this.ids.next(count)).flatMapMany((block) -> Flux.fromStream(block.boxed()));
	}

	@Override
	public Mono<Void> reset() {
		return Mono.fromFuture(this.ids::reset);
	}

	@Override
	public String toString() {
		return "ReactiveNextId '" + key() + "'";
	}

}
