package io.pottery.quorum;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.jspecify.annotations.Nullable;

import io.pottery.quorum.SimulatedReferee.Holding;
import io.pottery.quorum.SimulatedReferee.Waiting;

/**
 * One thread of a process: it wants locks, holds them, now and then for too long, and
 * asks them whatever may be asked. Each answer is compared with what the masters said.
 */
final class SimulatedActor {

	/** How long a thread takes to wake up. */
	private static final long WAKE_NANOS = 200_000;

	private final QuorumSimulation simulation;

	private final SimulatedWorld world;

	private final SimulatedReferee referee;

	private final SimulatedPlan plan;

	private final SimulatedClient client;

	SimulatedActor(QuorumSimulation simulation, SimulatedClient client) {
		this.simulation = simulation;
		this.world = simulation.world();
		this.referee = simulation.referee();
		this.plan = simulation.plan();
		this.client = client;
	}

	void think() {
		after(this.world.between(0, this.plan.thinkMillis() * SimulatedWorld.MILLI), () -> {
			if (this.simulation.goesOn()) {
				contend();
			}
		});
	}

	private void after(long nanos, Runnable action) {
		this.client.at(this.world.now() + nanos, action);
	}

	private void contend() {
		String key = this.simulation.keys().get(this.world.random.nextInt(this.simulation.keys().size()));
		long lease = this.plan.leaseMillis() * this.world.between(2, 4) / 3;
		LockTerms terms = this.simulation.terms(key, lease);
		if (this.world.chance(0.3)) {
			once(terms);
		}
		else {
			await(terms, someWait());
		}
	}

	private @Nullable Duration someWait() {
		return switch (this.world.random.nextInt(8)) {
			case 0, 1, 2 -> null;
			case 3 -> Duration.ofSeconds(Long.MAX_VALUE);
			case 4 -> Duration.ofNanos(this.world.between(-1, 1));
			case 5 -> Duration.ofMillis(this.world.between(1, 500));
			default -> Duration.ofMillis(this.world.between(1, 220));
		};
	}

	private void once(LockTerms terms) {
		SimulatedTally tally = this.referee.round(this.client, "acquire-if-free", null, terms);
		SimulatedClient.Reading begun = this.client.read();
		CompletableFuture<Attempt> answer = this.client.counting(tally, () -> this.client.locks.attempt(terms));
		tally.round(answer);
		answer.whenComplete((attempt, ex) -> {
			if (attempt == null) {
				this.world.violated("an attempt failed: " + ex);
				return;
			}
			judge(terms, attempt, tally, this.client.elapsedNanos(begun));
			answered(attempt, give(terms, attempt));
		});
	}

	private void judge(LockTerms terms, Attempt attempt, SimulatedTally tally, long elapsed) {
		if (attempt instanceof Attempt.Won) {
			this.world.check(tally.yes() >= this.referee.majority(), "a lock was won without a majority: " + tally);
		}
		else if (attempt instanceof Attempt.Taken) {
			this.world.check(tally.answered() >= this.referee.majority(),
					"a lock is called taken though no majority said so: " + tally);
			this.world.check(tally.no() + tally.failures() > this.referee.minority(),
					"a lock is called taken that may still be won: " + tally);
		}
		else if (attempt instanceof Attempt.Unfenced) {
			this.world.check(tally.yes() >= this.referee.majority(), "a token was asked for without a lock: " + tally);
		}
		else if (attempt instanceof Attempt.Impossible) {
			this.world.check(tally.failures() > this.referee.minority(),
					"an attempt is called impossible though a majority can answer: " + tally);
		}
		else {
			this.world.check(tally.yes() >= this.referee.majority() && elapsed >= terms.reliableNanos(),
					"an attempt is called too late that was in time: " + tally);
		}
	}

	private void await(LockTerms terms, @Nullable Duration wait) {
		Waiting waiting = this.referee.waits(this.client, terms, wait);
		Waiter waiter = this.client.locks.await(terms, wait);
		Waited waited = new Waited();
		waiter.answer().whenComplete((attempt, ex) -> {
			this.referee.waited(waiting);
			if (ex instanceof CancellationException) {
				return;
			}
			if (attempt == null) {
				this.world.violated("a wait failed: " + ex);
				return;
			}
			waited.holding = give(terms, attempt);
			after(this.world.between(0, WAKE_NANOS), () -> {
				if (!waited.over) {
					waited.over = true;
					goOn(waited.holding);
				}
			});
		});
		if (this.world.chance(this.plan.interrupts())) {
			long soon = this.world.chance(0.5) ? 3 : 100;
			after(this.world.between(0, soon * SimulatedWorld.MILLI), () -> interrupt(waiter, waited));
		}
	}

	private void interrupt(Waiter waiter, Waited waited) {
		if (waited.over) {
			return;
		}
		waited.over = true;
		if (waited.holding != null) {
			this.referee.givenUp(waited.holding);
		}
		waiter.cancel();
		if (waited.holding != null) {
			this.referee.forget(waited.holding);
		}
		think();
	}

	private @Nullable Holding give(LockTerms terms, Attempt attempt) {
		if (attempt instanceof Attempt.Won won) {
			this.simulation.countLease();
			return this.referee.given(this.client, terms, won.lease());
		}
		return null;
	}

	private void answered(Attempt attempt, @Nullable Holding holding) {
		after(this.world.between(0, WAKE_NANOS), () -> goOn(holding));
	}

	private void goOn(@Nullable Holding holding) {
		if (holding != null) {
			hold(new Hold(holding));
		}
		else {
			think();
		}
	}

	private void hold(Hold hold) {
		long lease = this.plan.leaseMillis() * SimulatedWorld.MILLI;
		long most = (this.world.chance(0.15) && this.simulation.goesOn()) ? 2 * lease : lease / 4;
		after(this.world.between(0, most), () -> {
			if (!this.simulation.goesOn() || this.world.chance(0.5)) {
				release(hold);
				return;
			}
			switch (this.world.random.nextInt(5)) {
				case 0, 1 -> extend(hold);
				case 2 -> {
					extend(hold);
					extend(hold);
				}
				case 3 -> reenter(hold);
				default -> ask(hold);
			}
			if (this.world.chance(0.3)) {
				release(hold);
			}
			else {
				hold(hold);
			}
		});
	}

	private void extend(Hold hold) {
		DefaultLease lease = hold.holding.lease();
		SimulatedTally tally = round(hold, "extend-if-owner");
		CompletableFuture<Void> answer = this.client.counting(tally, lease::extendAsync);
		tally.round(answer);
		if (tally.wasSent()) {
			hold.extensions++;
			this.world.check(hold.extensions <= hold.holding.terms().maxExtensions(), "a lease was extended too often");
		}
		answer.whenComplete((done, ex) -> extended(hold, tally, unwrap(ex)));
	}

	private void reenter(Hold hold) {
		DefaultLease lease = hold.holding.lease();
		SimulatedTally tally = round(hold, "extend-if-owner");
		Duration inner = Duration.ofMillis(this.plan.leaseMillis() * this.world.between(1, 6) / 3);
		CompletableFuture<Void> answer = this.client.counting(tally, () -> lease.ensure(inner));
		tally.round(answer);
		answer.whenComplete((done, ex) -> {
			extended(hold, tally, unwrap(ex));
			this.world.check(ex != null || hold.released || lease.remaining().toNanos() > 0,
					"a lock was entered again that is not held");
		});
	}

	private void extended(Hold hold, SimulatedTally tally, @Nullable Throwable ex) {
		DefaultLease lease = hold.holding.lease();
		boolean valid = lease.isValid();
		if (ex == null) {
			this.world.check(!tally.wasSent() || tally.yes() >= this.referee.majority(),
					"a lease was extended without a majority: " + tally);
			this.world.check(valid, "a lease was extended that is over");
		}
		else if (ex instanceof ExtendUnlockedLockException) {
			this.world.check(!valid, "a valid lease could not be extended: " + tally);
		}
		else if (ex instanceof TooManyExtensionsException) {
			this.world.check(hold.extensions >= hold.holding.terms().maxExtensions(),
					"a lease was refused an extension too early");
		}
		else if (ex instanceof QuorumImpossibleException) {
			this.world.check(tally.yes() < this.referee.majority() && tally.no() <= this.referee.minority(),
					"an extension is called impossible that was decided: " + tally);
		}
		else {
			this.world.violated("an extension failed: " + ex);
		}
	}

	private void ask(Hold hold) {
		DefaultLease lease = hold.holding.lease();
		SimulatedTally tally = round(hold, "inspect-lock");
		long least = this.referee.leastUntil(hold.holding);
		SimulatedClient.Reading asked = this.client.read();
		CompletableFuture<Duration> answer = this.client.counting(tally, lease::lockedAsync);
		tally.round(answer);
		answer.whenComplete((left, ex) -> {
			if (left != null) {
				long until = this.referee.guaranteedUntil(hold.holding);
				long told = (long) (left.toNanos() / this.client.clockRate());
				this.world.check(hold.released || left.isZero() || this.client.actsAt() + told <= until,
						"a lock is said to be held for longer than its masters guarantee");
				this.world.check(hold.released || !left.isZero() || !lease.isValid()
						|| tally.yes() < this.referee.majority()
						|| least - this.client.actsAt() - this.client.elapsedNanos(asked) < 10 * SimulatedWorld.MILLI,
						"a lock is said to be lost that a majority holds");
			}
			else {
				this.world.check(unwrap(ex) instanceof QuorumImpossibleException, "a question failed: " + ex);
				this.world.check(tally.failures() > this.referee.minority(),
						"a question is called undecided that was decided: " + tally);
			}
		});
	}

	private void release(Hold hold) {
		Holding holding = hold.holding;
		long left = holding.lease().remaining().toNanos();
		SimulatedTally tally = round(hold, "release-if-owner");
		hold.released = true;
		this.referee.givenUp(holding);
		SimulatedClient.Reading asked = this.client.read();
		CompletableFuture<ReleaseOutcome> answer = this.client.counting(tally, holding.lease()::releaseAsync);
		tally.round(answer);
		answer.whenComplete((outcome, ex) -> {
			released(outcome, unwrap(ex), tally, left - this.client.elapsedNanos(asked));
			after(this.world.between(0, WAKE_NANOS), () -> {
				once(hold);
				this.referee.forget(holding);
				think();
			});
		});
	}

	private void released(@Nullable ReleaseOutcome outcome, @Nullable Throwable ex, SimulatedTally tally, long left) {
		if (outcome == ReleaseOutcome.RELEASED) {
			this.world.check(tally.yes() >= this.referee.majority(),
					"a lock is called released that was not: " + tally);
		}
		else if (outcome == ReleaseOutcome.UNKNOWN) {
			this.world.check(tally.yes() < this.referee.majority() && tally.no() <= this.referee.minority(),
					"a release is called unknown that was decided: " + tally);
		}
		else if (ex instanceof ReleaseUnlockedLockException) {
			this.simulation.countLoss();
			// What is left may be over when the release arrives.
			boolean forgotten = this.plan.isQuarantined() && tally.no() > this.referee.minority();
			this.world.check(forgotten || left <= 10 * SimulatedWorld.MILLI,
					"a valid lease is called lost when it is released: " + tally);
		}
		else {
			this.world.violated("a release failed: " + ex);
		}
	}

	/**
	 * What has been given up stays given up.
	 */
	private void once(Hold hold) {
		DefaultLease lease = hold.holding.lease();
		if (this.world.chance(0.1)) {
			lease.releaseAsync()
				.whenComplete((outcome, ex) -> this.world.check(unwrap(ex) instanceof ReleaseUnlockedLockException,
						"a lease was released twice"));
		}
		if (this.world.chance(0.1)) {
			lease.extendAsync()
				.whenComplete((done, ex) -> this.world.check(unwrap(ex) instanceof ExtendUnlockedLockException,
						"a released lease was extended"));
		}
	}

	private SimulatedTally round(Hold hold, String script) {
		return this.referee.round(this.client, script, hold.holding.token(), hold.holding.terms());
	}

	private static @Nullable Throwable unwrap(@Nullable Throwable ex) {
		return (ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex;
	}

	/**
	 * How a wait went on.
	 */
	private static final class Waited {

		private boolean over;

		private @Nullable Holding holding;

	}

	/**
	 * What this thread did with a lease.
	 */
	private static final class Hold {

		private final Holding holding;

		private int extensions;

		private boolean released;

		Hold(Holding holding) {
			this.holding = holding;
		}

	}

}
