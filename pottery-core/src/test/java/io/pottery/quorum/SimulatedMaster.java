package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.pottery.internal.script.Script;

/**
 * A Redis master with its own clock, which can hang, die and come back.
 */
final class SimulatedMaster {

	private final SimulatedWorld world;

	private final String name;

	private final double clockRate;

	private final boolean asksForOwner;

	private final Map<String, Entry> keys = new HashMap<>();

	private final Queue<Runnable> backlog = new ArrayDeque<>();

	private boolean hung;

	private boolean dead;

	private int incarnation;

	SimulatedMaster(SimulatedWorld world, String name, double clockRate, boolean asksForOwner) {
		this.world = world;
		this.name = name;
		this.clockRate = clockRate;
		this.asksForOwner = asksForOwner;
	}

	boolean healthy() {
		return !this.hung && !this.dead;
	}

	void hang() {
		this.hung = true;
	}

	/**
	 * Goes on where it hung: whatever arrived meanwhile is executed now.
	 */
	void resume() {
		this.hung = false;
		while (!this.backlog.isEmpty()) {
			this.backlog.poll().run();
		}
	}

	void die() {
		this.dead = true;
		this.hung = false;
		this.backlog.clear();
		this.incarnation++;
	}

	void start(boolean withData) {
		this.dead = false;
		if (!withData) {
			this.keys.clear();
		}
	}

	int liveKeys() {
		this.keys.values().removeIf(this::expired);
		return (int) this.keys.keySet().stream().filter((key) -> key.startsWith("redlock:")).count();
	}

	Master linkFrom(SimulatedClient client) {
		return new Link(client);
	}

	private void receive(int sentTo, Runnable command) {
		if (this.dead || sentTo != this.incarnation) {
			return;
		}
		if (this.hung) {
			this.backlog.add(command);
		}
		else {
			command.run();
		}
	}

	private @Nullable Object execute(Script script, String key, List<String> args) {
		Entry entry = this.keys.get(key);
		if (entry != null && expired(entry)) {
			this.keys.remove(key);
			entry = null;
		}
		switch (script.name().replace("vote-if-marked-", "")) {
			case "acquire-if-free":
				if (entry == null) {
					this.keys.put(key, new Entry(args.get(0), localNow() + Long.parseLong(args.get(1)) * 1e6));
					return List.of(1L);
				}
				return entry.value.equals(args.get(0)) ? List.of(1L) : List.of(0L, millisLeft(entry), entry.value);
			case "release-if-owner":
				if (entry == null || (this.asksForOwner && !entry.value.equals(args.get(0)))) {
					return 0L;
				}
				this.keys.remove(key);
				return 1L;
			case "extend-if-owner":
				if (entry != null && !entry.value.equals(args.get(0))) {
					return 0L;
				}
				this.keys.put(key, new Entry(args.get(0), localNow() + Long.parseLong(args.get(1)) * 1e6));
				return (entry != null) ? 1L : 2L;
			case "pass-on-if-owner":
				if (entry != null && !entry.value.equals(args.get(0))) {
					return List.of(0L, 0L, millisLeft(entry));
				}
				this.keys.put(key, new Entry(args.get(1), localNow() + Long.parseLong(args.get(2)) * 1e6));
				return List.of(1L, (entry != null) ? 1L : 0L);
			case "inspect-lock":
				return (entry != null) ? List.of(entry.value, millisLeft(entry)) : List.of();
			case "read-counter":
				return (entry != null) ? entry.value : null;
			case "raise-counter":
				if (entry != null && Long.parseLong(entry.value) > Long.parseLong(args.get(0))) {
					return 0L;
				}
				this.keys.put(key, new Entry(args.get(1), Double.POSITIVE_INFINITY));
				return 1L;
			default:
				throw new IllegalArgumentException(script.name());
		}
	}

	private double localNow() {
		return this.world.now() * this.clockRate;
	}

	private boolean expired(Entry entry) {
		return entry.expires <= localNow();
	}

	private long millisLeft(Entry entry) {
		return Double.isInfinite(entry.expires) ? -1 : (long) ((entry.expires - localNow()) / 1e6);
	}

	private record Entry(String value, double expires) {
	}

	/**
	 * One client's connection: first sent, first executed, first answered.
	 */
	private final class Link implements Master {

		private final SimulatedClient client;

		private long lastArrival;

		private long lastReply;

		Link(SimulatedClient client) {
			this.client = client;
		}

		@Override
		public String name() {
			return SimulatedMaster.this.name;
		}

		@Override
		public void listen(MasterListener listener) {
		}

		@Override
		public CompletionStage<@Nullable Object> send(Script script, List<String> keys, List<String> args,
				Duration deadline) {
			String key = keys.get(0);
			CompletableFuture<@Nullable Object> reply = new CompletableFuture<>();
			SimulatedWorld world = SimulatedMaster.this.world;
			if (SimulatedMaster.this.dead) {
				reply.completeExceptionally(
						new MasterException(name(), MasterException.Reason.UNREACHABLE, "dead", null));
				return reply;
			}
			this.client.schedule(() -> {
				if (!reply.isDone()) {
					reply.completeExceptionally(
							new MasterException(name(), MasterException.Reason.UNANSWERED, "too slow", null));
				}
			}, deadline);
			int sentTo = SimulatedMaster.this.incarnation;
			this.lastArrival = Math.max(this.lastArrival, world.now() + this.client.delay());
			world.at(this.lastArrival, () -> receive(sentTo, () -> {
				Object answer = execute(script, key, args);
				this.lastReply = Math.max(this.lastReply, world.now() + this.client.delay());
				if (!this.client.losesReply()) {
					this.client.at(this.lastReply, () -> reply.complete(answer));
				}
			}));
			return reply;
		}

	}

}
