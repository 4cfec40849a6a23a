package io.pottery.timing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ContextTimerTests {

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);

	private final ContextTimer timer = new DefaultContextTimer(this.nanos::get);

	@Test
	void measuresUntilItIsStopped() {
		this.timer.start();
		pass(Duration.ofMillis(100));
		assertThat(this.timer.elapsed()).isEqualTo(Duration.ofMillis(100));
		assertThat(this.timer.elapsedMillis()).isEqualTo(100);
		pass(Duration.ofNanos(1_999_999));
		this.timer.stop();
		pass(Duration.ofHours(1));
		assertThat(this.timer.elapsed()).isEqualTo(Duration.ofNanos(101_999_999));
		assertThat(this.timer.elapsedMillis()).isEqualTo(101);
	}

	@Test
	void measuresABlock() {
		try (this.timer) {
			this.timer.start();
			pass(Duration.ofSeconds(2));
		}
		pass(Duration.ofSeconds(3));
		assertThat(this.timer.elapsedMillis()).isEqualTo(2_000);
	}

	@Test
	void startsOnlyOnce() {
		this.timer.start();
		assertThatIllegalStateException().isThrownBy(this.timer::start).withMessage("timer has already been started");
		this.timer.stop();
		assertThatIllegalStateException().isThrownBy(this.timer::start).withMessage("timer has already been stopped");
	}

	@Test
	void stopsOnlyOnce() {
		this.timer.start();
		pass(Duration.ofMillis(5));
		this.timer.stop();
		pass(Duration.ofMillis(5));
		assertThatIllegalStateException().isThrownBy(this.timer::stop).withMessage("timer has already been stopped");
		assertThat(this.timer.elapsedMillis()).isEqualTo(5);
	}

	@Test
	void tellsNothingBeforeTheStart() {
		assertThatIllegalStateException().isThrownBy(this.timer::stop).withMessage("timer hasn't yet been started");
		assertThatIllegalStateException().isThrownBy(this.timer::elapsed).withMessage("timer hasn't yet been started");
		assertThatIllegalStateException().isThrownBy(this.timer::elapsedMillis)
			.withMessage("timer hasn't yet been started");
	}

	@Test
	void closesHowOftenEver() {
		this.timer.close();
		this.timer.start();
		pass(Duration.ofMillis(7));
		this.timer.close();
		pass(Duration.ofMillis(7));
		this.timer.close();
		assertThat(this.timer.elapsedMillis()).isEqualTo(7);
		assertThatIllegalStateException().isThrownBy(this.timer::stop).withMessage("timer has already been stopped");
	}

	@Test
	void closesWhatWasStoppedByHand() {
		ContextTimer stopped = ContextTimer.started();
		try (stopped) {
			stopped.stop();
		}
		Duration elapsed = stopped.elapsed();
		assertThat(elapsed).isGreaterThanOrEqualTo(Duration.ZERO);
		assertThat(stopped.elapsed()).isEqualTo(elapsed);
		assertThat(stopped).hasToString("ContextTimer");
	}

	@Test
	void aCreatedTimerIsNotStarted() {
		ContextTimer created = ContextTimer.create();
		assertThatIllegalStateException().isThrownBy(created::elapsed);
		created.start();
		assertThat(created.elapsed()).isGreaterThanOrEqualTo(Duration.ZERO);
	}

	@Test
	void oneOfManyThreadsStopsIt() throws Exception {
		this.timer.start();
		pass(Duration.ofMillis(9));
		ExecutorService executor = Executors.newFixedThreadPool(16);
		try {
			List<Future<Boolean>> stops = IntStream.range(0, 16)
				.mapToObj((i) -> executor.submit(this::isStoppedByUs))
				.toList();
			int stoppers = 0;
			for (Future<Boolean> stop : stops) {
				stoppers += stop.get(60, TimeUnit.SECONDS) ? 1 : 0;
			}
			assertThat(stoppers).isEqualTo(1);
			assertThat(this.timer.elapsedMillis()).isEqualTo(9);
		}
		finally {
			executor.shutdownNow();
		}
	}

	private boolean isStoppedByUs() {
		try {
			this.timer.stop();
			return true;
		}
		catch (IllegalStateException ex) {
			return false;
		}
	}

	private void pass(Duration time) {
		this.nanos.addAndGet(time.toNanos());
	}

}
