package io.pottery.samples.readme;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import io.pottery.Pottery;
import io.pottery.quorum.AsyncRedlock;
import io.pottery.quorum.Lease;
import io.pottery.quorum.NextId;
import io.pottery.quorum.Redlock;
import io.pottery.reactive.ReactiveRedlock;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith({ OpenPottery.class, PrintedResults.class })
class RedlockExamples {

	private int pages;

	private void print() {
		this.pages++;
	}

	@Test
	void lease(Pottery pottery) {
		// @start region = lease
		Redlock printer = pottery.redlock("printer");
		try (Lease lease = printer.acquire()) {
			print(); // ends well before lease.remaining() does
		}
		System.out.println(printer.isLocked()); // false
		// @end
		assertThat(this.pages).isEqualTo(1);
	}

	@Test
	void tryAcquire(Pottery pottery) {
		// @start region = tryAcquire
		Redlock printer = pottery.redlock("printer");
		Optional<Lease> mine = printer.tryAcquire(Duration.ofSeconds(1)); // waits
		Optional<Lease> yours = printer.tryAcquire(); // asks once
		System.out.println(mine.isPresent() + ", " + yours.isPresent()); // true, false
		mine.ifPresent(Lease::release);
		// @end
		assertThat(printer.isLocked()).isFalse();
	}

	@Test
	void lockMethods(Pottery pottery) {
		// @start region = lockMethods
		Lock printer = pottery.redlock("printer");
		printer.lock(); // belongs to this thread, and re-enters
		try {
			print();
		}
		finally {
			printer.unlock();
		}
		// @end
		assertThat(this.pages).isEqualTo(1);
		assertThat(pottery.redlock("printer").isLocked()).isFalse();
	}

	@Test
	void extend(Pottery pottery) {
		// @start region = extend
		Redlock report = pottery.redlockBuilder("report")
			.autoReleaseTime(Duration.ofSeconds(20))
			.maxExtensions(5)
			.build();
		try (Lease lease = report.acquire()) {
			System.out.println(lease.isValid()); // true
			lease.extend(); // 20 seconds again, five times at most
			System.out.println(lease.locked().isZero()); // false
		}
		// @end
		assertThat(report.isLocked()).isFalse();
	}

	@Test
	void autoExtend(Pottery pottery) {
		// @start region = autoExtend
		Redlock migration = pottery.redlockBuilder("migration")
			.autoExtend(true)
			.maxExtensions(Integer.MAX_VALUE) // as long as it takes
			.build();
		try (Lease lease = migration.acquire()) {
			AtomicBoolean lost = new AtomicBoolean();
			lease.onLost((loss) -> lost.set(true)); // at once, on another thread
			for (int page = 1; page <= 3 && !lost.get(); page++) {
				print();
			}
		}
		// @end
		assertThat(this.pages).isEqualTo(3);
		assertThat(migration.isLocked()).isFalse();
	}

	@Test
	void async(Pottery pottery) {
		// @start region = async
		AsyncRedlock printer = pottery.redlock("printer").async();
		CompletableFuture<String> printed = printer.withLock(() -> CompletableFuture.supplyAsync(() -> "printed"));
		System.out.println(printed.join()); // printed
		// @end
		assertThat(printer.isLocked().join()).isFalse();
	}

	@Test
	void reactive(Pottery pottery) {
		// @start region = reactive
		ReactiveRedlock printer = ReactiveRedlock.of(pottery.redlock("printer"));
		Mono<String> printed = printer.withLock(Mono.fromSupplier(() -> "printed"));
		System.out.println(printed.block()); // printed
		// @end
		assertThat(printer.isLocked().block()).isFalse();
	}

	@Test
	void nextId(Pottery pottery) {
		// @start region = nextId
		NextId orderIds = pottery.nextId("orders");
		System.out.println(orderIds.nextLong()); // 1
		System.out.println(orderIds.nextLong()); // 2
		System.out.println(orderIds.next(3).boxed().toList()); // [3, 4, 5]
		// @end
		assertThat(orderIds.key()).isEqualTo("orders");
	}

}
