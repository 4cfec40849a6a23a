package io.pottery.samples.readme;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.pottery.Pottery;
import io.pottery.quorum.Lease;
import io.pottery.quorum.NextId;
import io.pottery.quorum.QuorumImpossibleException;
import io.pottery.quorum.Redlock;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Masters take the settings that a page gives them; the user there may do all that locks
 * and ids need, and what an operator is told to do helps.
 */
class DeploymentTests {

	private static final String PASSWORD = "open-sesame";

	private final RedisServer master = RedisServer.builder()
		.appendOnly()
		.users(lines("conf").filter((line) -> line.startsWith("user "))
			.map((line) -> line.replace(">PASSWORD", ">" + PASSWORD))
			.toArray(String[]::new))
		.start();

	private final Pottery pottery = Pottery.builder()
		.masters("redis://pottery:" + PASSWORD + "@" + this.master.host() + ":" + this.master.port())
		.masterTimeout(Duration.ofSeconds(10))
		.maxLease(Duration.ofSeconds(10))
		.build();

	@AfterEach
	void close() {
		this.pottery.close();
		this.master.close();
	}

	@Test
	void theUserIsEnoughForLocksAndIds() {
		OpenPottery.awaitMasters(this.pottery);
		Redlock lock = this.pottery.redlockBuilder("printer").fenced(true).build();
		try (Lease lease = lock.acquire()) {
			lease.extend();
			assertThat(lease.locked()).isPositive();
			assertThat(lock.isLocked()).isTrue();
			assertThat(lock.tryAcquire()).isEmpty();
			assertThat(lease.fencingToken()).isEqualTo(1);
		}
		assertThat(this.pottery.nextId("orders").next(3).count()).isEqualTo(3);
		assertThat(this.master.command("ACL", "LOG")).isEqualTo(List.of());
	}

	@Test
	void anOperatorTellsCountersThatAreUnknown() {
		OpenPottery.awaitMasters(this.pottery);
		NextId orders = this.pottery.nextId("orders");
		assertThat(orders.nextLong()).isEqualTo(1);
		this.master.stop();
		this.master.start();
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.untilAsserted(() -> assertThatExceptionOfType(QuorumImpossibleException.class).isThrownBy(orders::nextLong)
				.satisfies((ex) -> assertThat(ex.getSuppressed()).extracting(Throwable::getMessage)
					.singleElement(InstanceOfAssertFactories.STRING)
					.contains("may have forgotten 'nextid:orders'")));
		lines("redis").forEach((line) -> {
			String[] words = line.split(" ");
			this.master.command(words[0], Arrays.copyOfRange(words, 1, words.length));
		});
		assertThat(orders.nextLong()).isEqualTo(5001);
		orders.reset();
		assertThat(orders.nextLong()).isEqualTo(1);
		assertThat(this.master.command("ACL", "LOG")).isEqualTo(List.of());
	}

	@Test
	void theSettingsAreThoseOfRedis() {
		assertThat(lines("conf")).filteredOn((line) -> !line.startsWith("user "))
			.isNotEmpty()
			.allSatisfy(
					(line) -> assertThat(this.master.command("CONFIG", "SET", line.split(" ")[0], line.split(" ")[1]))
						.isEqualTo("OK"));
	}

	private static Stream<String> lines(String language) {
		return Page.fences(language).stream().flatMap((fence) -> fence.text().lines());
	}

}
