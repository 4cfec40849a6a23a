package io.pottery;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.pottery.collection.FencedValue;
import io.pottery.collection.StaleTokenException;
import io.pottery.quorum.Lease;
import io.pottery.quorum.Redlock;
import io.pottery.quorum.ReleaseUnlockedLockException;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A lock and the value that it guards, when the lock alone does not hold.
 */
class FencedLeaseTests {

	private final RedisServer server = RedisServer.shared();

	private final String key = KeyNames.fresh();

	private final Pottery pottery = PatientPottery.on(this.server).build();

	private final Redlock lock = this.pottery.redlockBuilder(this.key).fenced(true).build();

	private final FencedValue<Integer> balance = this.pottery.fencedValue(this.key, Integer.class);

	@BeforeEach
	void connect() {
		PatientPottery.ready(this.pottery);
	}

	@AfterEach
	void close() {
		this.pottery.close();
	}

	@Test
	void aHolderThatLostTheLockWithoutKnowingChangesNothing() {
		Lease first = this.lock.acquire();
		assertThat(this.balance.fence(first)).isNull();
		this.server.command("DEL", "redlock:" + this.key);
		try (Lease second = this.lock.acquire()) {
			assertThat(second.fencingToken()).isGreaterThan(first.fencingToken());
			assertThat(this.balance.update(second, (old) -> (old != null) ? old + 1 : 1)).isEqualTo(1);
			assertThatExceptionOfType(StaleTokenException.class).isThrownBy(() -> this.balance.set(first, 10));
			assertThatExceptionOfType(StaleTokenException.class).isThrownBy(() -> this.balance.fence(first))
				.satisfies((ex) -> assertThat(ex.token()).isEqualTo(first.fencingToken()))
				.satisfies((ex) -> assertThat(ex.lastToken()).isEqualTo(second.fencingToken()));
			this.balance.set(second, 2);
		}
		assertThat(this.balance.get()).isEqualTo(2);
		assertThatExceptionOfType(ReleaseUnlockedLockException.class).isThrownBy(first::release);
	}

	@Test
	void aLeaseWithoutATokenIsRefused() {
		try (Lease lease = PatientPottery.redlock(this.pottery, this.key).acquire()) {
			assertThatIllegalStateException().isThrownBy(() -> this.balance.set(lease, 1))
				.withMessageContaining("'" + this.key + "'");
			assertThat(this.balance.get()).isNull();
		}
	}

}
