package io.pottery.quorum;

import java.time.Duration;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("decisions")
class MomentTests {

	private final ManualTime time = new ManualTime();

	@Test
	void aMomentIsReadFromBothClocks() {
		assertThat(Moment.now(this.time)).isEqualTo(new Moment(this.time.monotonicNanos(), this.time.wallMillis()));
	}

	@ParameterizedTest(name = "{0} ns and {1} ms are {2} ns")
	@CsvSource(quoteCharacter = '"', textBlock = """
			0,           0,                    0
			1,           0,                    1
			999999,      0,                    999999
			0,           1,                    1000000
			1000000,     1,                    1000000
			1000001,     1,                    1000001
			1000000,     2,                    2000000
			5000000,     -9000,                5000000
			-5,          -1,                   0
			-5,          0,                    0
			-5,          1,                    1000000
			7,           9223372036854775807,  4611686018427000000
			7,           4611686018427,        4611686018427000000
			7,           4611686018426,        4611686018426000000
			7,           4611686018428,        4611686018427000000
			""")
	void whatHasPassedIsWhatTheFasterClockSays(long monotonicNanos, long wallMillis, long elapsed) {
		Moment start = new Moment(Long.MAX_VALUE - 3, 0);
		assertThat(start.elapsedNanos(clock(start.monotonicNanos() + monotonicNanos, wallMillis))).isEqualTo(elapsed);
	}

	@Test
	void aWallClockThatIsSetBackHidesNothing() {
		Moment start = Moment.now(this.time);
		this.time.stepWallClock(Duration.ofHours(-1));
		this.time.passMillis(5);
		assertThat(start.elapsedNanos(this.time)).isEqualTo(5_000_000);
	}

	@Test
	void aSuspendedMachineIsSeenOnTheWallClock() {
		Moment start = Moment.now(this.time);
		this.time.passMillis(5);
		this.time.stepWallClock(Duration.ofMinutes(1));
		assertThat(start.elapsedNanos(this.time)).isEqualTo(60_005_000_000L);
	}

	@Test
	void theSystemsClocksAreThoseOfJava() {
		QuorumClock clock = QuorumClock.system();
		long nanos = System.nanoTime();
		long millis = System.currentTimeMillis();
		assertThat(clock.monotonicNanos()).isBetween(nanos, System.nanoTime());
		assertThat(clock.wallMillis()).isBetween(millis, System.currentTimeMillis());
	}

	private static QuorumClock clock(long monotonicNanos, long wallMillis) {
		return new QuorumClock() {

			@Override
			public long monotonicNanos() {
				return monotonicNanos;
			}

			@Override
			public long wallMillis() {
				return wallMillis;
			}

		};
	}

}
