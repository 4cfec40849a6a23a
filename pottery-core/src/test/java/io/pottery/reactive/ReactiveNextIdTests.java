package io.pottery.reactive;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import io.pottery.PatientPottery;
import io.pottery.Pottery;
import io.pottery.quorum.NextId;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ReactiveNextIdTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@Test
	void followsTheBlockingView() {
		try (RedisServers masters = RedisServers.builder().count(5).start();
				Pottery pottery = PatientPottery.ready(PatientPottery.on(masters).build())) {
			NextId blocking = pottery.nextId(KeyNames.fresh());
			ReactiveNextId ids = ReactiveNextId.of(blocking);
			assertThat(ids.key()).isEqualTo(blocking.key());
			assertThat(ids.next().block(PATIENCE)).isEqualTo(1);
			assertThat(blocking.nextLong()).isEqualTo(2);
			assertThat(ids.next(3).collectList().block(PATIENCE)).containsExactly(3L, 4L, 5L);
			assertThatIllegalArgumentException().isThrownBy(() -> ids.next(0).blockLast(PATIENCE));
			assertThat(Flux.range(0, 500).flatMap((i) -> ids.next()).distinct().count().block(PATIENCE)).isEqualTo(500);
			ids.reset().block(PATIENCE);
			assertThat(ids.next().block(PATIENCE)).isEqualTo(1);
		}
	}

}
