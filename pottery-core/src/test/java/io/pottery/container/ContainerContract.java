package io.pottery.container;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How everything under one key begins, expires and ends, also without a key of its own.
 *
 * @param <C> the type of the container
 */
public interface ContainerContract<C extends RedisContainer> extends KeyedContainerContract<C> {

	/**
	 * Makes a temporary container.
	 * @param settings what containers share
	 * @return the container
	 */
	C temporary(ContainerSettings settings);

	@Test
	default void aTemporaryContainerStandsUnderARandomKeyUntilClosed() {
		C container = temporary(Containers.settings());
		assertThat(container.key()).matches("pottery:[0-9a-f-]{36}");
		fill(container);
		assertThat(KeyedContainerContract.dump(container.key())).isNotNull();
		container.close();
		assertThat(KeyedContainerContract.keysOf(container)).isEmpty();
		container.close();
	}

	@Test
	default void aTemporaryContainerExpiresUnlessItIsUsed() {
		C container = temporary(Containers.settings().withTemporaryTimeToLive(Duration.ofMinutes(10)));
		fill(container);
		for (int i = 0; i < 2; i++) {
			assertThat(KeyedContainerContract.keysOf(container)).isNotEmpty()
				.allSatisfy((name) -> assertThat(Duration.ofMillis(KeyedContainerContract.timeToLive(name)))
					.isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10)));
			container.expire(Duration.ofMinutes(8));
			fill(container);
		}
		container.close();
	}

}
