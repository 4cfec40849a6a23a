package io.pottery.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.pottery.quorum.QuorumScheduler;
import io.pottery.test.KeyNames;

import static org.assertj.core.api.Assertions.assertThat;

class ParcelTests {

	private final List<Runnable> tasks = new ArrayList<>();

	private final QuorumScheduler scheduler = (task, delay) -> {
		this.tasks.add(task);
		return () -> {
		};
	};

	private final Parcel parcel = new Parcel("one", Scripts.of("return 1"), List.of(KeyNames.fresh()), List.of());

	@Test
	void theEndOfItsTimeEndsTheWait() {
		this.parcel.expireAfter(Duration.ofHours(1), this.scheduler);
		this.tasks.get(0).run();
		assertThat(this.parcel.answer().toCompletableFuture()).isCompletedExceptionally();
	}

	@Test
	void whatCameWhileTheProcessStoodStillIsHeardFirst() {
		long start = System.nanoTime();
		this.parcel.expireAfter(Duration.ofMillis(1), this.scheduler);
		Awaitility.await().until(() -> System.nanoTime() - start > Duration.ofMillis(100).toNanos());
		this.tasks.get(0).run();
		assertThat(this.parcel.answer().toCompletableFuture()).isNotDone();
		this.tasks.get(1).run();
		assertThat(this.parcel.answer().toCompletableFuture()).isCompletedExceptionally();
	}

}
