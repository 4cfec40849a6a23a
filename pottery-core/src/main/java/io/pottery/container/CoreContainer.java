package io.pottery.container;

import java.time.Duration;
import java.util.Optional;

/**
 * A container that leaves its key and its life to its core. Applications have no use for
 * it.
 *
 * @since 1.0
 */
public interface CoreContainer extends RedisContainer {

	/**
	 * Returns what the container is built around.
	 * @return the core
	 */
	ContainerCore core();

	@Override
	default String key() {
		return core().key();
	}

	@Override
	default void clear() {
		core().clear();
	}

	@Override
	default boolean expire(Duration timeToLive) {
		return core().expire(timeToLive);
	}

	@Override
	default Optional<Duration> timeToLive() {
		return core().timeToLive();
	}

	@Override
	default void close() {
		core().close();
	}

}
