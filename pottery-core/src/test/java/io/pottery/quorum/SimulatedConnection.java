package io.pottery.quorum;

import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * One connection of one client to one master: first sent, first executed, first answered.
 * When it is cut, some of what was under way may still be executed, and nobody will know.
 */
final class SimulatedConnection {

	private final SimulatedWorld world;

	private final SimulatedClient client;

	private final SimulatedMaster master;

	private final SimulatedLink link;

	/** What a hung master has yet to execute. */
	private final Deque<SimulatedParcel> inbox = new ArrayDeque<>();

	/** What was sent and not yet answered, in order. */
	private final Deque<SimulatedParcel> unanswered = new ArrayDeque<>();

	private final String runId;

	private long lastArrival;

	private long lastReply;

	private int sent;

	private int executed;

	/** How much of what was sent will be executed. */
	private int executable = Integer.MAX_VALUE;

	private boolean severed;

	private boolean ended;

	SimulatedConnection(SimulatedWorld world, SimulatedClient client, SimulatedMaster master, SimulatedLink link) {
		this.world = world;
		this.client = client;
		this.master = master;
		this.link = link;
		this.runId = master.runId();
		master.accept(this);
	}

	String runId() {
		return this.runId;
	}

	/**
	 * Is told that a key has changed, behind what was answered before.
	 * @param key the key, {@code null} for all
	 */
	void hint(@Nullable String key) {
		if (this.severed || this.ended || this.world.chance(this.client.plan().lostHints())) {
			return;
		}
		this.lastReply = Math.max(this.lastReply, this.link.replyArrival());
		this.client.at(this.lastReply, () -> {
			if (!this.severed && !this.ended) {
				this.link.hinted(key);
			}
		});
	}

	void send(SimulatedParcel parcel) {
		parcel.number(this.sent++);
		this.unanswered.add(parcel);
		this.lastArrival = Math.max(this.lastArrival, this.link.requestArrival());
		this.world.at(this.lastArrival, () -> arrived(parcel));
	}

	private void arrived(SimulatedParcel parcel) {
		if (parcel.number() >= this.executable) {
			return;
		}
		if (this.master.healthy()) {
			execute(parcel);
		}
		else {
			this.inbox.add(parcel);
		}
	}

	void drain() {
		while (!this.inbox.isEmpty()) {
			SimulatedParcel parcel = this.inbox.poll();
			if (parcel.number() < this.executable) {
				execute(parcel);
			}
		}
		if (this.ended) {
			this.master.forget(this);
		}
	}

	private void execute(SimulatedParcel parcel) {
		this.executed = parcel.number() + 1;
		Object reply = replyTo(parcel);
		if (this.link.losesReply()) {
			sever();
			return;
		}
		this.lastReply = Math.max(this.lastReply, this.link.replyArrival());
		this.client.at(this.lastReply, () -> answered(parcel, reply));
	}

	private @Nullable Object replyTo(SimulatedParcel parcel) {
		try {
			return this.master.execute(parcel, this);
		}
		catch (SimulatedStore.ErrorReply ex) {
			return ex;
		}
	}

	private void answered(SimulatedParcel parcel, @Nullable Object reply) {
		if (!this.severed && !this.ended) {
			this.unanswered.remove(parcel);
			parcel.reply(reply);
		}
	}

	/**
	 * The master is gone, and with it whatever it has not executed.
	 */
	void broken() {
		this.executable = 0;
		this.inbox.clear();
		hear();
	}

	/**
	 * Is cut somewhere on the way. What was sent arrives up to some point.
	 */
	void sever() {
		this.executable = (int) Math.min(this.executable, this.world.between(this.executed, this.sent));
		hear();
	}

	/**
	 * Lets the client hear that this connection is no more, at once or when it has been
	 * silent for long.
	 */
	private void hear() {
		this.severed = true;
		long hears = this.world.chance(0.7) ? this.world.between(50_000, 5_000_000)
				: this.world.millisBetween(100, 600);
		this.client.at(this.world.now() + hears, () -> this.link.lost(this));
	}

	/**
	 * Ends on the client's side.
	 */
	void end() {
		if (!this.ended) {
			this.ended = true;
			this.executable = (int) Math.min(this.executable, this.world.between(this.executed, this.sent));
			if (this.inbox.isEmpty()) {
				this.master.forget(this);
			}
		}
	}

	/**
	 * Returns whether nothing that is sent now can be answered.
	 */
	boolean isSevered() {
		return this.severed;
	}

	void failUnanswered() {
		while (!this.unanswered.isEmpty()) {
			this.unanswered.poll().fail(MasterException.Reason.UNANSWERED, "the connection was lost");
		}
	}

}
