package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.pottery.Pottery;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who waits is told by the masters when to ask again, and asks all the same where nobody
 * tells.
 */
class LockHintTests {

	private static FiveMasters masters;

	private static Pottery other;

	private static OnlyHints quiet;

	private final String key = KeyNames.fresh();

	private final String redisKey = "redlock:" + this.key;

	@BeforeAll
	static void startMasters() {
		masters = FiveMasters.start();
		other = masters.trusting();
		quiet = masters.onlyHints();
	}

	@AfterAll
	static void stopMasters() {
		quiet.close();
		masters.close();
	}

	@Test
	void aReleaseByAnotherProcessIsHeardOf() {
		List<Duration> took = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			String fresh = KeyNames.fresh();
			Lease lease = FiveMasters.lock(other, fresh).build().acquire();
			masters.awaitHeldByAll("redlock:" + fresh);
			WaitingThread waiting = masters.refused(quiet.lock(fresh).build(), quiet.probe());
			long start = System.nanoTime();
			lease.release();
			Lease taken = waiting.lease();
			took.add(Duration.ofNanos(System.nanoTime() - start));
			taken.release();
		}
		took.sort(null);
		System.out.println("A released lock is taken by another process after " + took.get(10).toNanos() / 1_000
				+ " us (median), at the most after " + took.get(19).toNanos() / 1_000 + " us");
	}

	@Test
	void aDeletionByPythonIsHeardOf() {
		masters.onEvery("SET", this.redisKey, "python", "PX", "600000");
		WaitingThread waiting = masters.refused(quiet.lock(this.key).build(), quiet.probe());
		// Two are not enough to ask for.
		masters.get(0).command("DEL", this.redisKey);
		masters.get(1).command("DEL", this.redisKey);
		assertThat(waiting.isWaiting()).isTrue();
		masters.get(2).command("DEL", this.redisKey);
		waiting.lease().release();
	}

	@Test
	void whatChangesDuringAnAttemptIsNotForgotten() {
		for (int i = 2; i < 5; i++) {
			masters.get(i).command("SET", this.redisKey, "python", "PX", "600000");
		}
		masters.get(4).pause();
		List<Long> looks = List.of(looks(2), looks(3));
		WaitingThread waiting = WaitingThread.started(quiet.lock(this.key).build());
		for (int i = 0; i < 2; i++) {
			int master = i;
			Awaitility.await()
				.until(() -> masters.get(master).command("EXISTS", this.redisKey), Long.valueOf(1)::equals);
			Awaitility.await().until(() -> looks(2 + master) > looks.get(master));
		}
		masters.get(2).command("DEL", this.redisKey);
		masters.get(3).command("DEL", this.redisKey);
		// This is answered behind the hint of one of the two.
		quiet.probe().nextLong();
		assertThat(waiting.isWaiting()).isTrue();
		masters.get(4).resume();
		waiting.lease().release();
	}

	private static long looks(int master) {
		return masters.get(master).commandStats().getOrDefault("pttl", 0L);
	}

	@Test
	void anExpiryIsHeardOf() {
		masters.onEvery("SET", this.redisKey, "python", "PX", "1500");
		WaitingThread waiting = WaitingThread.started(quiet.lock(this.key).build());
		waiting.lease().release();
	}

	@Test
	void anExtensionIsNoReasonToStopWaiting() {
		Lease lease = FiveMasters.lock(other, this.key).build().acquire();
		masters.awaitHeldByAll(this.redisKey);
		WaitingThread waiting = masters.refused(quiet.lock(this.key).build(), quiet.probe());
		for (int i = 0; i < 3; i++) {
			lease.extend();
			assertThat(lease.isValid()).isTrue();
		}
		assertThat(waiting.isWaiting()).isTrue();
		lease.release();
		waiting.lease().release();
	}

	@Test
	void whoLostItsConnectionsIsToldOnTheNextOnes() {
		masters.onEvery("SET", this.redisKey, "python", "PX", "600000");
		try (OnlyHints cut = masters.onlyHints()) {
			WaitingThread waiting = masters.refused(cut.lock(this.key).build(), cut.probe());
			for (int i = 0; i < 3; i++) {
				RedisServer master = masters.get(i);
				int clients = master.clientCount();
				assertThat(master.command("CLIENT", "KILL", "ID", lastClient(master))).isEqualTo(1L);
				Awaitility.await().until(() -> master.clientCount() == clients);
			}
			for (int i = 0; i < 3; i++) {
				masters.get(i).command("DEL", this.redisKey);
			}
			waiting.lease().release();
		}
	}

	private static String lastClient(RedisServer master) {
		return String.valueOf(master.command("CLIENT", "LIST"))
			.lines()
			.filter((client) -> client.contains(" name=pottery "))
			.map((client) -> Long.valueOf(client.substring("id=".length(), client.indexOf(' '))))
			.max(Comparator.naturalOrder())
			.orElseThrow()
			.toString();
	}

	@Test
	void aReleaseWithinOneProcessIsNeverMissed() {
		for (int i = 0; i < 300; i++) {
			Redlock lock = quiet.lock(KeyNames.fresh()).build();
			Lease lease = lock.acquire();
			WaitingThread waiting = WaitingThread.started(lock);
			for (int n = 0; n < i * 20; n++) {
				Thread.onSpinWait();
			}
			lease.release();
			waiting.lease().release();
		}
	}

	@Test
	void aReleaseByAnotherProcessIsNeverMissed() {
		for (int i = 0; i < 100; i++) {
			String fresh = KeyNames.fresh();
			Lease lease = FiveMasters.lock(other, fresh).build().acquire();
			WaitingThread waiting = WaitingThread.started(quiet.lock(fresh).build());
			for (int n = 0; n < i * 100; n++) {
				Thread.onSpinWait();
			}
			lease.release();
			waiting.lease().release();
		}
	}

	@Test
	void aThousandWaitersAreOneContenderOnTheSameConnections() {
		Lease lease = FiveMasters.lock(other, this.key).build().acquire();
		masters.awaitHeldByAll(this.redisKey);
		Redlock lock = quiet.lock(this.key).build();
		List<WaitingThread> waiting = new ArrayList<>(List.of(masters.refused(lock, quiet.probe())));
		List<Map<String, Long>> before = masters.stats();
		int clients = masters.get(0).clientCount();
		for (int i = 1; i < 1_000; i++) {
			waiting.add(WaitingThread.started(lock));
		}
		waiting.forEach(WaitingThread::awaitWaiting);
		for (int i = 0; i < 5; i++) {
			assertThat(masters.get(i).clientCount()).isEqualTo(clients);
			assertThat(masters.since(before, i).of("eval")).isZero();
		}
		lease.release();
		waiting.remove(0).lease().release();
		waiting.forEach(WaitingThread::interrupt);
		waiting.forEach(WaitingThread::giveUp);
		masters.awaitGone(this.redisKey);
	}

	@Test
	void whoMayNotBeToldAsksInTime() {
		try (FiveMasters silent = FiveMasters.start("user default on nopass ~* &* +@all -client|tracking")) {
			Pottery pottery = silent.trusting();
			assertThat(silent.each("CLIENT", "LIST", "TYPE", "normal"))
				.allSatisfy((clients) -> assertThat(String.valueOf(clients).lines().filter((client) -> tracks(client)))
					.isEmpty());
			silent.onEvery("SET", this.redisKey, "python", "PX", "600000");
			WaitingThread waiting = silent.refused(FiveMasters.lock(pottery, this.key).build(),
					pottery.nextId(KeyNames.fresh("probe")));
			silent.onEvery("DEL", this.redisKey);
			waiting.lease().release();
		}
		assertThat(masters.each("CLIENT", "LIST", "TYPE", "normal"))
			.allSatisfy((clients) -> assertThat(String.valueOf(clients).lines().filter((client) -> tracks(client)))
				.isNotEmpty());
	}

	private static boolean tracks(String client) {
		return client.matches(".* flags=[a-zA-Z]*t[a-zA-Z]* .*");
	}

}
