package io.pottery.quorum;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * What the masters really answered in one round, counted beside the engine.
 */
final class SimulatedTally {

	private final SimulatedReferee referee;

	private final SimulatedClient client;

	private String script;

	private final @Nullable String token;

	private final long begun;

	private final long deadlineNanos;

	private @Nullable CompletableFuture<?> round;

	private int sent;

	private int yes;

	private int no;

	private int failed;

	SimulatedTally(SimulatedReferee referee, SimulatedClient client, String script, @Nullable String token,
			long deadlineNanos) {
		this.referee = referee;
		this.client = client;
		this.script = script;
		this.token = token;
		this.begun = client.awakeNanos();
		this.deadlineNanos = deadlineNanos;
	}

	SimulatedClient client() {
		return this.client;
	}

	String script() {
		return this.script;
	}

	void round(CompletableFuture<?> round) {
		this.round = round;
	}

	/**
	 * Hears that a script is sent during the call.
	 * @return whether it belongs to this round
	 */
	boolean isSent(String name) {
		if (this.sent == 0 && this.script.equals("release-if-owner") && name.equals("pass-on-if-owner")) {
			this.script = name;
		}
		boolean mine = this.script.equals(name);
		this.sent += mine ? 1 : 0;
		return mine;
	}

	boolean wasSent() {
		return this.sent > 0;
	}

	void replied(@Nullable Object reply) {
		if (QuorumScripts.noVote(reply) != null) {
			this.failed++;
		}
		else if (granted(reply)) {
			this.yes++;
		}
		else {
			this.no++;
		}
		this.referee.counted(this);
	}

	void failed() {
		this.failed++;
		this.referee.counted(this);
	}

	private boolean granted(@Nullable Object reply) {
		if (this.script.equals("pass-on-if-owner")) {
			return QuorumScripts.held(reply);
		}
		if (this.script.equals("inspect-lock")) {
			return reply instanceof List<?> state && !state.isEmpty() && state.get(0).equals(this.token);
		}
		Object first = (reply instanceof List<?> list && !list.isEmpty()) ? list.get(0) : reply;
		return Long.valueOf(1).equals(first);
	}

	int yes() {
		return this.yes;
	}

	int no() {
		return this.no;
	}

	int answered() {
		return this.yes + this.no;
	}

	int failures() {
		return this.failed;
	}

	boolean isOpen() {
		return wasSent() && this.round != null && !this.round.isDone();
	}

	/**
	 * Returns whether the round should have ended by now, whatever the masters do.
	 */
	boolean isOverdue() {
		return this.client.awakeNanos() - this.begun > this.deadlineNanos;
	}

	@Override
	public String toString() {
		return this.script + " of " + this.client.name() + ": " + this.yes + " yes, " + this.no + " no, " + this.failed
				+ " failed";
	}

}
