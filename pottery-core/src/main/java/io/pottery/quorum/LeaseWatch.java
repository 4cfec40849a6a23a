package io.pottery.quorum;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches over one lease: renews it, if it is to be renewed, and tells of its loss. It
 * costs nothing where neither is asked for, and one task of the shared timer otherwise.
 * <p>
 * The monitor of this object guards what changes here and in the lease. An interrupt is
 * sent while it is held, so that none comes after a release began; everything else that
 * others may answer to is done without it.
 */
final class LeaseWatch {

	private static final Logger logger = LoggerFactory.getLogger(Redlock.class);

	/** A lease is renewed when this part of it has passed. */
	private static final int PERIOD_PART = 3;

	/**
	 * A renewal that was not answered is repeated after about this part of the period.
	 */
	private static final int RETRY_PART = 8;

	private final DefaultLease lease;

	private final LockEngine engine;

	private final LockTerms terms;

	private @Nullable LeaseKeeper keeper;

	private @Nullable WeakReference<Thread> holder;

	private List<Consumer<? super LeaseLostException>> listeners = new ArrayList<>();

	private boolean renews;

	/** Whether a renewal is under way. */
	private boolean renewing;

	/** When the last renewal failed of which nobody knows whether it was granted. */
	private @Nullable Moment unanswered;

	private long retryNanos;

	private @Nullable Runnable cancelTimer;

	/** What was told, or is about to be. */
	private @Nullable LeaseLostException told;

	LeaseWatch(DefaultLease lease, LockEngine engine, LockTerms terms) {
		this.lease = lease;
		this.engine = engine;
		this.terms = terms;
	}

	synchronized Callbacks callbacks() {
		return (this.keeper != null) ? this.keeper.callbacks() : Callbacks.DIRECT;
	}

	/**
	 * Starts to watch, if this lock is to be watched.
	 * @param keeper who knows the leases that are watched
	 * @param thread who acquired the lease, {@code null} where it belongs to no thread
	 */
	void start(LeaseKeeper keeper, @Nullable Thread thread) {
		boolean watched;
		synchronized (this) {
			this.keeper = keeper;
			this.holder = (thread != null) ? new WeakReference<>(thread) : null;
			this.renews = this.terms.autoExtend();
			watched = !(this.renews || this.terms.interruptOnLost()) || watch();
		}
		if (!watched) {
			closed();
		}
	}

	void listen(Consumer<? super LeaseLostException> listener) {
		if (!this.lease.isValid()) {
			this.lease.expire();
		}
		boolean watched = true;
		LeaseLostException already;
		synchronized (this) {
			if (this.lease.isReleased()) {
				return;
			}
			already = this.told;
			if (already == null) {
				this.listeners.add(listener);
				watched = watch();
			}
		}
		if (already != null) {
			call(listener, already);
		}
		else if (!watched) {
			closed();
		}
	}

	/**
	 * Notes that the lease is lost. Called while the monitor is held; what was noted is
	 * told afterwards.
	 */
	void lost(LeaseLostException loss) {
		stop();
		if (this.told != null) {
			return;
		}
		this.told = loss;
		Thread thread = (this.holder != null) ? this.holder.get() : null;
		if (thread != null && this.terms.interruptOnLost()) {
			thread.interrupt();
		}
	}

	/**
	 * Tells the listeners what was noted.
	 */
	void tell() {
		List<Consumer<? super LeaseLostException>> untold;
		LeaseLostException loss;
		synchronized (this) {
			untold = this.listeners;
			this.listeners = new ArrayList<>();
			loss = this.told;
		}
		if (loss != null) {
			untold.forEach((listener) -> callbacks().run(() -> callUnlessReleased(listener, loss)));
		}
	}

	/**
	 * Watches no more. Called while the monitor is held.
	 */
	void stop() {
		this.renews = false;
		cancelTimer();
		if (this.keeper != null) {
			this.keeper.remove(this);
		}
	}

	/**
	 * Tells that nobody will watch: the lease goes on, and may be released, but whoever
	 * relies on being told must know.
	 */
	void closed() {
		synchronized (this) {
			if (!this.lease.isHeld()) {
				return;
			}
			lost(this.lease.unwatched());
		}
		tell();
	}

	private boolean watch() {
		if (!this.lease.isHeld()) {
			return true;
		}
		if (this.keeper != null && !this.keeper.add(this)) {
			return false;
		}
		plan();
		return true;
	}

	/**
	 * Plans the next look at the lease: for its renewal or its end, and three times a
	 * lease anyway, as clocks may be set and machines suspended.
	 */
	private void plan() {
		cancelTimer();
		long next = Math.min(this.lease.leftNanos(), periodNanos());
		if (this.renews && !this.renewing) {
			next = Math.min(next, dueNanos());
		}
		this.cancelTimer = this.engine.scheduler().schedule(this::look, Duration.ofNanos(Math.max(0, next)));
	}

	private void look() {
		boolean renew = false;
		boolean again = false;
		synchronized (this) {
			this.cancelTimer = null;
			if (!this.lease.isHeld() || this.told != null) {
				return;
			}
			if (this.lease.isValid()) {
				if (this.renews && !this.renewing && dueNanos() <= 0) {
					this.renews = !holderIsDead();
					this.renewing = this.renews;
					renew = this.renews;
					again = this.unanswered != null;
				}
				plan();
			}
		}
		if (renew) {
			(again ? this.lease.extendAgain() : this.lease.extendOnce()).whenComplete((done, ex) -> renewed(ex));
		}
		else if (!this.lease.isValid()) {
			this.lease.expire();
		}
	}

	private synchronized void renewed(@Nullable Throwable ex) {
		this.renewing = false;
		this.unanswered = null;
		if (ex instanceof TooManyExtensionsException) {
			this.renews = false;
		}
		else if (ex != null && this.lease.isHeld()) {
			logger.debug("Lock '{}' is to be renewed, which is tried again soon", this.terms.key(), ex);
			this.unanswered = Moment.now(this.engine.clock());
			long part = periodNanos() / RETRY_PART;
			this.retryNanos = part + this.engine.random().nextLong(part);
		}
		if (this.lease.isHeld() && this.told == null) {
			plan();
		}
	}

	private long periodNanos() {
		return this.lease.lengthNanos() / PERIOD_PART;
	}

	private long dueNanos() {
		long due = periodNanos() - this.lease.sinceRenewedNanos();
		if (due > 0) {
			// Renewed by hand meanwhile: what was not answered does not matter any more.
			this.unanswered = null;
		}
		return (this.unanswered != null) ? this.retryNanos - this.unanswered.elapsedNanos(this.engine.clock()) : due;
	}

	private boolean holderIsDead() {
		if (this.holder == null) {
			return false;
		}
		Thread thread = this.holder.get();
		boolean dead = thread == null || !thread.isAlive();
		if (dead) {
			logger.debug("Lock '{}' is renewed no more: the thread that acquired it has ended", this.terms.key());
		}
		return dead;
	}

	private void cancelTimer() {
		if (this.cancelTimer != null) {
			this.cancelTimer.run();
			this.cancelTimer = null;
		}
	}

	private void callUnlessReleased(Consumer<? super LeaseLostException> listener, LeaseLostException loss) {
		if (!this.lease.isReleased()) {
			call(listener, loss);
		}
	}

	private void call(Consumer<? super LeaseLostException> listener, LeaseLostException loss) {
		try {
			listener.accept(loss);
		}
		catch (RuntimeException | Error ex) {
			logger.warn("A listener for the loss of lock '{}' failed", this.terms.key(), ex);
		}
	}

}
