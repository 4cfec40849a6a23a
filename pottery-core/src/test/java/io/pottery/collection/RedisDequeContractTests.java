package io.pottery.collection;

import java.util.concurrent.BlockingDeque;

import org.junit.jupiter.api.Nested;

import io.pottery.container.Containers;
import io.pottery.test.KeyNames;

/**
 * Deques of every kind are blocking deques.
 */
class RedisDequeContractTests {

	private static final RedisDeques DEQUES = Containers::settings;

	@Nested
	class Opened implements DequeContract {

		@Override
		public BlockingDeque<Integer> create() {
			return DEQUES.deque(KeyNames.fresh(), Integer.class);
		}

	}

	@Nested
	class Temporary implements DequeContract {

		@Override
		public BlockingDeque<Integer> create() {
			return DEQUES.deque(Integer.class);
		}

	}

	@Nested
	class Reversed implements DequeContract {

		@Override
		public BlockingDeque<Integer> create() {
			return DEQUES.deque(KeyNames.fresh(), Integer.class).reversed();
		}

	}

	@Nested
	class Limited implements DequeContract {

		@Override
		public BlockingDeque<Integer> create() {
			return DEQUES.deque(KeyNames.fresh(), Integer.class, maxLength());
		}

		@Override
		public int maxLength() {
			return 5;
		}

	}

	@Nested
	class LimitedTemporaryReversed implements DequeContract {

		@Override
		public BlockingDeque<Integer> create() {
			return DEQUES.deque(Integer.class, maxLength()).reversed();
		}

		@Override
		public int maxLength() {
			return 1_005;
		}

	}

	@Nested
	class LimitedToNothing implements DequeContract {

		@Override
		public BlockingDeque<Integer> create() {
			return DEQUES.deque(KeyNames.fresh(), Integer.class, maxLength());
		}

		@Override
		public int maxLength() {
			return 0;
		}

	}

}
