package io.pottery.quorum;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.pottery.PatientPottery;
import io.pottery.Pottery;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class HeldLeaseTests {

	private static Pottery pottery;

	private final String key = KeyNames.fresh();

	private final Redlock lock = PatientPottery.redlock(pottery, this.key);

	@BeforeAll
	static void open() {
		pottery = PatientPottery.ready(PatientPottery.on(RedisServers.shared(3)).build());
	}

	@AfterAll
	static void close() {
		pottery.close();
	}

	@Test
	void isThatOfTheCallingThread() {
		assertThat(this.lock.lease()).isEmpty();
		this.lock.lock();
		Lease lease = this.lock.lease().orElseThrow();
		assertThat(lease.isValid()).isTrue();
		assertThat(lease.key()).isEqualTo(this.key);
		assertThat(CompletableFuture.supplyAsync(this.lock::lease).join()).isEmpty();
		this.lock.lock();
		assertThat(this.lock.lease()).containsSame(lease);
		this.lock.unlock();
		assertThat(this.lock.lease()).containsSame(lease);
		this.lock.unlock();
		assertThat(this.lock.lease()).isEmpty();
		assertThat(lease.isValid()).isFalse();
	}

	@Test
	void isNoneThatBelongsToNoThread() {
		try (Lease lease = this.lock.acquire()) {
			assertThat(lease.isValid()).isTrue();
			assertThat(this.lock.lease()).isEmpty();
		}
	}

	@Test
	void isFoundByItsKeyAlone() {
		Redlock fenced = pottery.redlockBuilder(this.key)
			.autoReleaseTime(this.lock.autoReleaseTime())
			.fenced(true)
			.build();
		fenced.lock();
		long first = token().orElseThrow();
		fenced.unlock();
		assertThat(token()).isEmpty();
		fenced.lock();
		assertThat(token()).hasValueSatisfying((second) -> assertThat(second).isGreaterThan(first));
		fenced.unlock();
	}

	@Test
	void hasNoTokenUnlessFenced() {
		this.lock.lock();
		assertThatIllegalStateException().isThrownBy(this::token);
		this.lock.unlock();
	}

	private Optional<Long> token() {
		return pottery.redlock(this.key).lease().map(Lease::fencingToken);
	}

}
