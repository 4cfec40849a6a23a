package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.pottery.internal.script.Script;

/**
 * What one client knows of one master: a connection, or that there is none just now.
 */
final class SimulatedLink implements Master {

	private final SimulatedWorld world;

	private final SimulatedClient client;

	private final SimulatedMaster master;

	private @Nullable MasterListener listener;

	private @Nullable SimulatedConnection connection;

	/** What waits for the very first connection. */
	private @Nullable List<SimulatedParcel> outbox = new ArrayList<>();

	private long requestsStalledUntil;

	private long repliesStalledUntil;

	private long lastTrouble;

	private long lastCut = -1;

	private long firstConnected = -1;

	/** When the master was last seen to be in reach. */
	private long reachable;

	SimulatedLink(SimulatedWorld world, SimulatedClient client, SimulatedMaster master) {
		this.world = world;
		this.client = client;
		this.master = master;
	}

	@Override
	public String name() {
		return this.master.name();
	}

	SimulatedClient client() {
		return this.client;
	}

	SimulatedMaster master() {
		return this.master;
	}

	/**
	 * Returns until when commands may have been late for a reason, on the way to the
	 * master or back.
	 */
	long lastTrouble() {
		return isConnected() ? this.lastTrouble : this.world.now();
	}

	/**
	 * Looks whether the master can be reached.
	 */
	void glance() {
		if (isConnected() && this.master.healthy() || this.master.recovered() > this.reachable) {
			this.reachable = this.world.now();
		}
	}

	/**
	 * Returns since when the master cannot be reached.
	 */
	long unreachableSince() {
		return this.reachable;
	}

	long firstConnected() {
		return this.firstConnected;
	}

	long lastCut() {
		return this.lastCut;
	}

	boolean isConnected() {
		return this.connection != null && !this.connection.isSevered();
	}

	@Override
	public void listen(MasterListener listener) {
		this.listener = listener;
	}

	void hinted(@Nullable String key) {
		listener().changed(key);
	}

	private MasterListener listener() {
		return Objects.requireNonNull(this.listener);
	}

	@Override
	public CompletionStage<@Nullable Object> send(Script script, List<String> keys, List<String> args,
			Duration deadline) {
		String name = SimulatedStore.nameOf(script.name());
		this.client.sends(this, name, keys.get(0), args);
		SimulatedParcel parcel = new SimulatedParcel(this, script, keys, args, this.client.tallyOf(name));
		if (this.connection != null) {
			this.connection.send(parcel);
		}
		else if (this.outbox != null) {
			this.outbox.add(parcel);
		}
		else {
			parcel.fail(MasterException.Reason.UNREACHABLE, "there is no connection");
			return parcel.answer();
		}
		parcel.deadline(this.client.schedule(() -> {
			if (this.outbox != null) {
				this.outbox.remove(parcel);
			}
			parcel.fail(MasterException.Reason.UNANSWERED, "it took too long");
		}, deadline));
		return parcel.answer();
	}

	/**
	 * Starts to connect, and goes on until it is done.
	 */
	void connect(long nanos) {
		this.client.at(this.world.now() + nanos,
				() -> this.master.whenUp(() -> connected(this.world.between(50_000, 3_000_000))));
	}

	private void connected(long handshake) {
		this.client.at(this.world.now() + handshake, () -> {
			if (!this.master.healthy()) {
				connect(this.world.millisBetween(5, 50));
				return;
			}
			this.world.trace("%s is connected to %s", this.client, name());
			this.lastTrouble = Math.max(this.lastTrouble, this.world.now());
			SimulatedConnection opened = new SimulatedConnection(this.world, this.client, this.master, this);
			this.connection = opened;
			List<SimulatedParcel> waiting = this.outbox;
			this.outbox = null;
			this.firstConnected = (this.firstConnected < 0) ? this.world.now() : this.firstConnected;
			ServerFacts facts = new ServerFacts(opened.runId(), false, ServerFacts.NO_EVICTION);
			boolean toldFirst = this.world.chance(0.5);
			if (toldFirst) {
				listener().connected(facts);
			}
			if (waiting != null) {
				waiting.forEach(opened::send);
			}
			if (!toldFirst) {
				listener().connected(facts);
			}
		});
	}

	/**
	 * The connection is no more.
	 */
	void lost(SimulatedConnection which) {
		if (this.connection != which) {
			return;
		}
		this.world.trace("%s has lost %s", this.client, name());
		which.end();
		this.lastCut = this.world.now();
		if (this.world.chance(0.5)) {
			this.connection = null;
			which.failUnanswered();
		}
		else {
			which.failUnanswered();
			this.connection = null;
		}
		connect(this.world.millisBetween(1, 60));
	}

	/**
	 * Breaks the connection.
	 */
	void cut() {
		if (this.connection != null) {
			this.connection.sever();
		}
	}

	/**
	 * The process is gone, and its connections with it.
	 */
	void closed() {
		if (this.connection != null) {
			this.connection.end();
			this.connection = null;
		}
	}

	/**
	 * Holds packets back for a while; they arrive afterwards, in order.
	 */
	void stall(boolean requests, boolean replies, long nanos) {
		long until = this.world.now() + nanos;
		if (requests) {
			this.requestsStalledUntil = Math.max(this.requestsStalledUntil, until);
		}
		if (replies) {
			this.repliesStalledUntil = Math.max(this.repliesStalledUntil, until);
		}
		this.lastTrouble = Math.max(this.lastTrouble, until);
	}

	boolean isStalled() {
		return Math.max(this.requestsStalledUntil, this.repliesStalledUntil) > this.world.now();
	}

	/**
	 * Returns whether the connection breaks just when a command was executed.
	 */
	boolean losesReply() {
		double likely = this.client.plan().lostReplies();
		return likely > 0 && !this.client.isCalm() && this.world.chance(likely);
	}

	long requestArrival() {
		return arrival(Math.max(this.client.actsAt(), this.requestsStalledUntil));
	}

	long replyArrival() {
		return arrival(Math.max(this.world.now(), this.repliesStalledUntil));
	}

	private long arrival(long departure) {
		if (this.world.chance(this.client.spikes())) {
			long late = departure + this.world.millisBetween(2, 150);
			this.lastTrouble = Math.max(this.lastTrouble, late);
			return late;
		}
		long arrival = departure + this.world.between(30_000, this.client.slowest());
		if (arrival - departure > this.client.plan().slowestNanos()) {
			this.lastTrouble = Math.max(this.lastTrouble, arrival);
		}
		return arrival;
	}

}
