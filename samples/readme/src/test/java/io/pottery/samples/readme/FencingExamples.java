package io.pottery.samples.readme;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

import io.pottery.Pottery;
import io.pottery.collection.FencedValue;
import io.pottery.collection.StaleTokenException;
import io.pottery.quorum.Lease;
import io.pottery.quorum.Redlock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith({ OpenPottery.class, PrintedResults.class })
class FencingExamples {

	private static final long ADA = 1;

	private final EmbeddedDatabase database = new EmbeddedDatabaseBuilder().generateUniqueName(true)
		.setType(EmbeddedDatabaseType.H2)
		.build();

	private final JdbcClient jdbc = JdbcClient.create(this.database);

	private final Accounts accounts = new Accounts(this.jdbc);

	@BeforeEach
	void createTable() {
		assertThat(Page.fences("sql")).hasSize(1).allSatisfy((fence) -> this.jdbc.sql(fence.text()).update());
		this.jdbc.sql("INSERT INTO account (id, balance) VALUES (?, 100)").param(ADA).update();
	}

	@AfterEach
	void dropDatabase() {
		this.database.shutdown();
	}

	@Test
	void fencedValue(Pottery pottery) {
		// @start region = fencedValue
		FencedValue<Integer> balance = pottery.fencedValue("balance", Integer.class);
		balance.set(32, 100);
		System.out.println(balance.fence(34)); // 100
		try {
			balance.set(33, 110); // by a holder that slept
		}
		catch (StaleTokenException ex) {
			System.out.println(ex.lastToken()); // 34
		}
		balance.set(34, 101);
		System.out.println(balance.get()); // 101
		// @end
	}

	@Test
	void fencedLock(Pottery pottery) {
		// @start region = fencedLock
		Redlock lock = pottery.redlockBuilder("balance").fenced(true).build();
		FencedValue<Integer> balance = pottery.fencedValue("balance", Integer.class);
		try (Lease lease = lock.acquire()) {
			System.out.println(lease.fencingToken()); // 1
			balance.update(lease, (old) -> (old != null) ? old + 10 : 10);
		}
		System.out.println(balance.get()); // 10
		// @end
	}

	@Test
	void aHolderThatSleptBeyondItsLeaseIsRefusedByTheRow(Pottery pottery) {
		Lease first = lock(pottery, Duration.ofSeconds(3)).acquire();
		long read = this.accounts.fence(ADA, first.fencingToken());
		Lease second = lock(pottery, Duration.ofSeconds(30)).acquire();
		assertThat(first.isValid()).isFalse();
		long readNext = this.accounts.fence(ADA, second.fencingToken());
		assertThatExceptionOfType(OptimisticLockingFailureException.class)
			.isThrownBy(() -> this.accounts.setBalance(ADA, first.fencingToken(), read + 10))
			.withMessage("A later holder of the lock was here");
		assertThatExceptionOfType(OptimisticLockingFailureException.class)
			.isThrownBy(() -> this.accounts.fence(ADA, first.fencingToken()));
		this.accounts.setBalance(ADA, second.fencingToken(), readNext + 1);
		assertThat(this.accounts.fence(ADA, second.fencingToken())).isEqualTo(101);
	}

	private static Redlock lock(Pottery pottery, Duration autoReleaseTime) {
		return pottery.redlockBuilder("account")
			.fenced(true)
			.autoReleaseTime(autoReleaseTime)
			.quorumPatience(Duration.ofSeconds(30))
			.build();
	}

	@Test
	void aHolderWritesTheRowAsOftenAsItLikes() {
		for (int i = 0; i < 3; i++) {
			long read = this.accounts.fence(ADA, Long.MAX_VALUE);
			this.accounts.setBalance(ADA, Long.MAX_VALUE, read + 1);
		}
		assertThat(this.accounts.fence(ADA, Long.MAX_VALUE)).isEqualTo(103);
	}

	/**
	 * Why the row is marked before it is read: the database took the ten that 33 paid in,
	 * and they are gone.
	 */
	@Test
	void withoutTheMarkAWriteThatTheRowTookIsLost() {
		long read = this.jdbc.sql("SELECT balance FROM account").query(Long.class).single();
		this.accounts.setBalance(ADA, 33, read + 10);
		this.accounts.setBalance(ADA, 34, read + 1);
		assertThat(this.accounts.fence(ADA, 34)).isEqualTo(101);
	}

	@Test
	void aRowThatIsMissingIsNoSuccess() {
		assertThatExceptionOfType(OptimisticLockingFailureException.class).isThrownBy(() -> this.accounts.fence(2, 1));
	}

}
