package io.pottery.quorum;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.pottery.PatientPottery;
import io.pottery.Pottery;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AsyncNextIdTests {

	private static RedisServers masters;

	private static Pottery pottery;

	private final NextId blocking = pottery.nextId(KeyNames.fresh());

	private final AsyncNextId ids = this.blocking.async();

	@BeforeAll
	static void startMasters() {
		masters = RedisServers.builder().count(5).appendOnly().start();
		pottery = PatientPottery.ready(PatientPottery.on(masters).build());
	}

	@AfterAll
	static void stopMasters() {
		pottery.close();
		masters.close();
	}

	@Test
	void followsTheBlockingView() throws Exception {
		assertThat(this.ids.key()).isEqualTo(this.blocking.key());
		assertThat(get(this.ids.next())).isEqualTo(1);
		assertThat(this.blocking.nextLong()).isEqualTo(2);
		assertThat(get(this.ids.next(3)).toArray()).containsExactly(3, 4, 5);
		get(this.ids.reset());
		assertThat(get(this.ids.next())).isEqualTo(1);
		assertThatIllegalArgumentException().isThrownBy(() -> this.ids.next(0))
			.withMessage("'count' must be at least 1, was 0");
	}

	@Test
	void manyWhoAskAtOnceGetDifferentIds() throws Exception {
		List<CompletableFuture<Long>> all = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			all.add(this.ids.next());
		}
		Set<Long> seen = new HashSet<>();
		for (CompletableFuture<Long> one : all) {
			seen.add(get(one));
		}
		assertThat(seen).hasSize(1_000);
		assertThat(get(this.ids.next())).isGreaterThan(Collections.max(seen));
	}

	@Test
	void whatIsGivenUpIsAHole() throws Exception {
		Set<Long> seen = new HashSet<>();
		for (int i = 0; i < 200; i++) {
			CompletableFuture<Long> before = this.ids.next();
			CompletableFuture<Long> given = this.ids.next();
			CompletableFuture<LongStream> block = this.ids.next(2);
			CompletableFuture<Long> after = this.ids.next();
			given.cancel(true);
			block.cancel(true);
			assertThat(seen.add(get(before))).isTrue();
			assertThat(seen.add(get(after))).isTrue();
		}
	}

	@Test
	void closingEndsEveryWait() {
		Pottery closing = PatientPottery.ready(PatientPottery.on(masters).build());
		AsyncNextId closed = closing.nextId(this.ids.key()).async();
		closing.close();
		assertThat(closed.next()).failsWithin(60, TimeUnit.SECONDS)
			.withThrowableThat()
			.withCauseInstanceOf(IllegalStateException.class);
	}

	@Test
	void theApplicationsCodeRunsOnNoThreadOfTheConnections() throws Exception {
		CompletableFuture<String> thread = new CompletableFuture<>();
		Awaitility.await().until(() -> {
			CompletableFuture<Long> next = this.ids.next();
			boolean early = !next.isDone();
			String[] name = new String[1];
			next.thenAccept((id) -> name[0] = Thread.currentThread().getName()).get(60, TimeUnit.SECONDS);
			return early && thread.complete(name[0]);
		});
		assertThat(get(thread)).doesNotContain("lettuce", "pottery-timer");
	}

	private static <T> T get(CompletableFuture<T> future) throws Exception {
		return future.get(60, TimeUnit.SECONDS);
	}

}
